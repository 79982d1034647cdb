import re
import time
from collections.abc import Callable
import pytest
from django.test import Client
from django.urls import reverse, NoReverseMatch
from .hidden import MARK, Register

API = "cities bodies people roles memberships agreements commitments meetings decisions events programmes editions documents findings".split()
START = ["/", "/map/", "/cities/", "/bodies/", "/people/", "/members/", "/agreements/", "/agreements/commitments/", "/meetings/", "/meetings/decisions/", "/events/", "/programmes/", "/evidence/documents/", "/evidence/findings/", "/history/", "/search/?q=" + MARK, "/search/suggest?q=" + MARK, "/exchange/export.zip"]

@pytest.mark.django_db
def test_x(public, client_of, home_network, django_assert_max_num_queries):
    t=time.time()
    r = Register("secretariat"); r.build()
    print("built", time.time()-t, len(r.rows))
    client = client_of(public)
    client.raise_request_exception = False
    from django.urls import get_resolver
    todo = list(START) + [f"/api/v1/{n}?limit=200" for n in API]
    for row in r.rows:
        for n in API: pass
        if hasattr(row,'get_absolute_url'):
            try: todo.append(row.get_absolute_url())
            except Exception as e: print('url', row, e)
        todo.append(reverse("history:record", args=[row.record_kind(), row.key]))
    for n in ["person","body"]:
        pass
    seen=set(); leaks={}; n=0
    while todo:
        path=todo.pop(0)
        if path in seen: continue
        seen.add(path); n+=1
        if time.time()-t>90: print('late', len(todo)); break
        a=client.get(path)
        if a.status_code>=500: print("500", path)
        data=b"".join(a.streaming_content) if a.streaming else a.content
        if path.endswith('.zip'):
            import io,zipfile
            z=zipfile.ZipFile(io.BytesIO(data))
            text="\n".join(f"{nn}:{line}" for nn in z.namelist() for line in z.read(nn).decode().split("\n"))
        else:
            text=data.decode('utf8','replace')
        clean=text.replace(path,'')
        import urllib.parse
        for m in re.finditer(MARK, clean, re.I):
            if MARK in path and 'q='+MARK not in path and a.status_code==404: continue
            leaks.setdefault(path,[]).append(clean[max(0,m.start()-130):m.end()+60].replace("\n"," "))
        if 'html' in a.get('Content-Type',''):
            for h in re.findall(r'href="(/[^"#]*)"', text):
                h=h.replace("&amp;","&")
                if h.startswith(('/static','/accounts','/fuse','/styleguide','/colophon','/i18n')): continue
                if 'on=' in h or 'sort=' in h : continue
                if h.split('?')[0] in {s.split('?')[0] for s in seen}: continue
                pass
    print(n, time.time()-t)
    for p,l in leaks.items():
        if p.startswith('/search'): 
            print(p, len(l), l[0]) 
            continue
        print("LEAK",p); 
        for x in dict.fromkeys(l): print("    ",x)
    assert not leaks
