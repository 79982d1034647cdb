from django.db import migrations

from koinon.platform.recording.tongues import TonguesField

NAMES = [
    ("agreement", "agreementtitle", "agreement", ("",)),
]


def tell(apps, schema_editor):
    """What is on record already is called by its names too."""
    for model_name, part_name, owner, kinds in NAMES:
        model, part = apps.get_model("agreements", model_name), apps.get_model("agreements", part_name)
        told = {}
        for one in part.objects.exclude(language="").order_by("id"):
            kind = getattr(one, "kind", "")
            if kind in kinds and getattr(one, "ends_edtf", "") in ("", ".."):
                line = f"{one.language.lower()}\t{one.text}"
                told.setdefault(getattr(one, f"{owner}_id"), []).append((kinds.index(kind), line))
        rows = [
            model(pk=pk, spoken="\n".join(line for _rank, line in sorted(lines, key=lambda it: it[0])))
            for pk, lines in told.items()
        ]
        model.objects.bulk_update(rows, ["spoken"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]

    operations = [
        migrations.AddField(model_name="agreement", name="spoken", field=TonguesField()),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
