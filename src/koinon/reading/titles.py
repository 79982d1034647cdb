"""The words by which a post is known in lists of delegations: English, Spanish, French."""

import re

ENGLISH = (
    "President Vice Vice-President Vice-Mayor Deputy Mayor Governor Minister Secretary Secretary-General "
    "Director Director-General Head Chief Chair Chairman Chairwoman Chairperson Member Manager Officer "
    "Commissioner Councillor Councilor Alderman Alderwoman Adviser Advisor Coordinator Co-ordinator "
    "Ambassador Consul Counsellor Attaché Delegate Representative Professor Dean Rector Chancellor Provost "
    "Interpreter Translator Assistant Associate Senior Executive Managing Founder Co-Founder Co-President "
    "Copresident CEO Expert Consultant Engineer Architect Planner Spokesperson Acting Interim Principal Lead "
    "Leader Researcher Clerk Treasurer Prefect Inspector Vice-Chair Vice-Chairman Vice-Governor Vice-Minister "
    "Vice-Director Superintendent Specialist Analyst Curator Editor Journalist Photographer Protocol Reporter Driver "
    "Liaison Trainee Intern Accountant Lecturer Scholar Controller Convener Organiser Organizer Ombudsman "
    "Solicitor Economist Geographer Supervisor Staff Fellow"
)
SPANISH = (
    "Alcalde Alcaldesa Teniente Concejal Concejala Regidor Regidora Director Directora Secretario Secretaria "
    "Presidente Presidenta Vicepresidente Vicepresidenta Jefe Jefa Coordinador Coordinadora Responsable "
    "Gerente Técnico Técnica Comisionado Comisionada Asesor Asesora Embajador Embajadora Intérprete "
    "Gobernador Gobernadora Traductor Traductora Portavoz Edil Edila Vocal Ministro Ministra Viceministro "
    "Viceministra Rector Rectora Subdirector Subdirectora Consejero Consejera Cónsul Intendente Intendenta "
    "Prefecto Prefecta Vicealcalde Vicealcaldesa Vicerrector Vicerrectora Decano Decana Profesor Profesora "
    "Encargado Encargada Periodista Investigador Investigadora Arquitecto Arquitecta Ingeniero Ingeniera "
    "Síndico Síndica Diputado Diputada Senador Senadora Enlace Prefeito Prefeita Vereador Vereadora"
)
FRENCH = (
    "Maire Adjoint Adjointe Directeur Directrice Secrétaire Président Présidente Vice-président Vice- "
    "présidente Chef Cheffe Responsable Conseiller Conseillère Chargé Chargée Délégué Déléguée Interprète "
    "Ambassadeur Traducteur Traductrice Élu Élue Ambassadrice Préfet Préfète Ministre Recteur Rectrice "
    "Premier Première Sous-directeur Sous-directrice Vice-présidente Professeur Professeure Ingénieur "
    "Ingénieure Architecte Journaliste Attachée Gouverneur Gouverneure Doyen Doyenne Coordinateur "
    "Coordinatrice Chercheur Chercheuse Sénateur Sénatrice Député Députée Interprète-traductrice"
)
OTHERS = (
    "Oberbürgermeister Oberbürgermeisterin Bürgermeister Bürgermeisterin Leiter Leiterin Referent Referentin "
    "Dolmetscher Dolmetscherin Stadtrat Stadträtin Sindaco Sindaca Assessore Assessora Direttore Direttrice "
    "Prezydent Burmistrz Zastępca Dyrektor Naczelnik Tłumacz Tłumaczka"
)
WORDS = frozenset(word.casefold() for word in f"{ENGLISH} {SPANISH} {FRENCH} {OTHERS}".split())
QUALIFYING = (
    "vice vice- deputy senior executive managing acting interim principal lead chief associate assistant premier première "
    "first second third honorary protocol general international"
)
BEFORE_A_POST = frozenset(QUALIFYING.split())
"""Words that begin a post but are none by themselves."""
COMPOUND = re.compile(
    r"(?i)(?:general|party|city|town|regional|standing|first|second|third|honorary|international)\s+(\w+)"
)
COLLEGES = re.compile(
    r"(?i)(?:standing|executive|steering|management|advisory)\s*"
    r"(?:committee|board|council|bureau|group)$"
)
OFFICES = re.compile(
    r"(?i)(?:the\s+)?(?:office|department|section|unit|division|service|staff|cabinet|delegation|mission|protocol|"
    r"protocolo|gabinete|servicio|delegación|délégation|protocole|alcalde|alcaldía|maire|mairie)$"
)
"""What one may be the head of without its being a body by that name."""
FIELD = (
    "affairs agriculture architecture arts asuntos affaires ciudadana citizen climate comercio commerce "
    "commercial communication communications communautaire community cooperación cooperation coopération "
    "créativité cultura cultural culture deportes desarrollo development développement digital economía "
    "economic economy económico education educación éducation emploi employment energy environment "
    "environnement europe europea europea european européennes events exteriores external extérieures family "
    "finance finances finanzas foreign generales générales generaux généraux hacienda health heritage housing "
    "igualdad industry industria infrastructure innovación innovation institucionales international "
    "internacional internacionales internationales investment jeunesse joventud juventud legal logement "
    "marketing media medio ambiente mobility mobilité movilidad municipal museums obras operations parks "
    "participación partnerships patrimonio patrimoine planificación planning planificación policy politiques "
    "press prensa presse projects protocol protocole protocolo proyectos public publiques relaciones "
    "relations research resilience resources salud santé security seguridad servicios services smart social "
    "sociales solidarity sostenibilidad sport sports strategic strategy studies sustainability sustainable "
    "tourism tourisme trade tráfico transport transporte transports turismo urban urbanism urbanisme "
    "urbanismo urbano vivienda water welfare women youth"
)
LONGEST_POST = 5
FIELDS = frozenset(FIELD.split())
LINKS = frozenset("and of the for de del la le las los les y e et du des & d l au aux".split())  # noqa: SIM905
ORGANS = re.compile(
    r"(?i)\b(?:office|department|bureau|commission|committee|division|ministry|city|government|council|institute|"
    r"university|secretariat|agency|association|chamber|municipality|authority|company|bank|centre|center|district|"
    r"province|union|network|foundation|town hall|board|congress|party|embassy|area|region|county|town|consulate|"
    r"school|hospital|ayuntamiento|diputación|gobierno|oficina|departamento|instituto|universidad|mairie|ville|"
    r"métropole|région|ministère|institut|université|conseil|intendencia|alcaldía|municipalidad|prefeitura|consejería|"
    r"agencia|fundación|cámara|junta|generalitat|concejo|cabildo|secretaría|comisión|consejo|asociación|mancomunidad|"
    r"agence|communauté|préfecture|chambre|fondation|commune|direction|faculty|faculté|facultad|college|academy|academia|"
    r"museum|museo|musée|library|theatre|port|airport|group|corporation|ltd|inc|gmbh|limited|television|radio|"
    r"parliament|senate|trust|society|forum|federation|organi[sz]ation|administration|gateway|delegation|"
    r"stadt|amt|amtes|senat|comune|regione|gmina|urząd|komitet|iclei|uclg|metropolis)\b"
)
INTERPRETS = re.compile(
    r"(?i)\b(?:interpreter|interpreting|translator|intérprete|traductora?|interprète|traducteur|traductrice|interprete|"
    r"dolmetscher(?:in)?|tłumacz(?:ka)?|tradutora?)\b"
    r"|переводчи[кц]|مترجم|通訳|통역|翻译|翻譯|传译|傳譯|口译|口譯"
)
LEADS = re.compile(
    r"(?i)\b(?<!deputy\s)(?:(?:head|leader) of (?:the )?delegation|delegation (?:leader|head)|jef[ea] de (?:la )?delegación|"
    r"chef(?:fe)? de (?:la )?délégation)\b(?!\s*(?:of|from|to|del?|du|des|d’|en|in|auprès|ante)\b)"
    r"|(?<!副)(?:代表团)?团长|(?<!副)團長"
)


def is_field(text: str) -> bool:
    """Whether a text names a field of work and no body: "Culture and Tourism", "Relaciones Internacionales"."""
    words = re.findall(r"[^\W\d_]+|&", text.casefold())
    return bool(words) and all(word in FIELDS or word in LINKS for word in words)


def has_field(text: str) -> bool:
    """Whether one of the words is a field of work, and none the name of a body."""
    return not FIELDS.isdisjoint(text.casefold().split()) and ORGANS.search(text) is None


def names_a_post(text: str) -> bool:
    """Whether a few words, of which the last is what one is, name a post: "Project Officer", "City Architect"."""
    words = re.findall(r"[^\W\d_][\w’'\-]*", text)
    if not 0 < len(words) <= LONGEST_POST or words[-1].casefold() not in WORDS - BEFORE_A_POST:
        return False
    return all(word[:1].isupper() or word in LINKS for word in words)


def begins_title(text: str) -> bool:
    """Whether a piece of text begins as a post does."""
    word = re.match(r"[^\W\d_][\w’'\-]*", text)
    if word is None or re.search(r"[’']s$", word.group()):
        return False
    if word.group().casefold() in WORDS:
        return True
    compound = COMPOUND.match(text)
    return compound is not None and compound.group(1).casefold() in WORDS
