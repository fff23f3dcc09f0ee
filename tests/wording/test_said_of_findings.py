"""What is said of findings, and of what is known of targets, in four languages."""

from math import inf, nan

import pytest
from in_each_language import cases, sections

from ehealth_stats.schema import Amount, Code, Interval, Message, Percent
from ehealth_stats.wording.messages import say


def exact(number):
    """A number without bounds."""
    return Interval(number, number, number)


def named(key, **values):
    """A message with its values."""
    return Message(key, values)


def printed(number, unit="", qualifier=""):
    """A figure as its document prints it."""
    return named("figure", figure=Amount(exact(number), unit, qualifier))


ALARMS, USERS = Code("indicator", "safety_alarms"), Code("indicator", "npo_users")
COUNTY, ANGE, TIMRA = (Code("area", f"SE-{code}") for code in ("22", "2260", "2262"))
DAY, YEAR, BY = Code("period", "2013-04-02"), Code("period", "2013"), Code("day", "2013-12-31")
PLACE = {"title": ALARMS, "area": COUNTY, "period": DAY}
ABOUT = {"title": USERS, "areas": (ANGE, TIMRA)}
TOTAL = Interval(470, 465, 475)
STATED = named("figure_stated", figure=printed(445, "persons", "approximate"))
WRONG, OVERLAP = named("sum_is_wrong"), named("bounds_overlap")
ADD_UP = named("parts_add_up", figure=TOTAL)
DIFFERS = named("stated_and_computed", **PLACE, stated=STATED, computed=ADD_UP, comes_to=WRONG)
OR_62 = named("one_or_other", figures=(printed(60, "", "approximate"), printed(62)))
SUM = named("sum", terms=(printed(51), OR_62))
COMPUTED = named("computed_and_stated", left=SUM, computed=exact(111), stated=printed(120))
GAP = named("gap", gap=9)
INEXACT = named("part_of_inexact_terms", part=Percent(exact(0.0495)))
AGAINST = named("one_against_other", one=printed(134), other=printed(138))
MORE = named("left_out", term=named("named_figure", name=ANGE, figure=26), sum=94)
REVISED = {**PLACE, "before": printed(120, "alarms"), "earlier": "plan", "after": printed(132), "later": "report"}
MERGED = named("merged_in_between", others=(TIMRA,), area=ANGE)
UNKNOWN = named("figure", figure=Amount(Interval(nan, 0, inf), "alarms", "unknown"))
TERM = named("from_to", before=named("name_and_figure", name=ANGE, figure=printed(25)), after=printed(27))
TOGETHER = named("from_to", before=exact(55), after=Amount(exact(47), "persons"))
OUTCOME = {"title": USERS, "plan": "plan", "period": YEAR, "outcome": "report", "outcome_period": YEAR, "covered": 1}
SEVEN = named("n_areas", n=7)
LACKING = {"title": ALARMS, "period": YEAR, "figure": printed(160, "alarms"), "missing": 2}
LACKING |= {"areas": named("n_municipalities", n=7), "names": (ANGE, TIMRA)}
MENTION = {"title": ALARMS, "told": 1, "of": 7}
SHARE = named("share_of_the_whole", share=Percent(Interval(nan, 0.029, 0.455)))
PARTS = {ANGE: 0.76, TIMRA: 0.24}
WIDTHS = tuple(named("area_and_share", area=area, share=Percent(exact(part))) for area, part in PARTS.items())
READ = named("figure_and_share", figure=printed(160, "alarms"), share=SHARE)
NO_FOLLOW_UP = named("no_follow_up")
READING_FROM = named("needs_reading_from", **ABOUT, day=BY)

SAID = {
    DIFFERS: (
        "Safety alarms (Västernorrland, 2 April 2013): the sum is wrong. "
        "The document states about 445 persons, the parts give 470 (465–475).",
        "Trygghetslarm (Västernorrland, 2 april 2013): summan stämmer inte. "
        "Dokumentet anger cirka 445 personer, delarna ger 470 (465–475).",
        "Trygghetsalarmer (Västernorrland, 2. april 2013): summen stemmer ikke. "
        "Dokumentet oppgir omtrent 445 personer, delene gir 470 (465–475).",
        "Tryggleiksalarmar (Västernorrland, 2. april 2013): summen stemmer ikkje. "
        "Dokumentet oppgir om lag 445 personar, delane gir 470 (465–475).",
    ),
    named("statement_and_more", statement=named("declared_reading", label="No others"), more=MORE): (
        "Assumption: No others. Without Ånge (26) the sum is 94.",
        "Antagande: No others. Utan Ånge (26) blir summan 94.",
        "Antakelse: No others. Uten Ånge (26) blir summen 94.",
        "Føresetnad: No others. Utan Ånge (26) blir summen 94.",
    ),
    named("two_places", **PLACE, figures=AGAINST, comes_to=named("not_both_right")): (
        "Safety alarms (Västernorrland, 2 April 2013): two places of the documents give 134 against 138; "
        "both can't be right.",
        "Trygghetslarm (Västernorrland, 2 april 2013): två ställen i dokumenten anger 134 mot 138; "
        "båda kan inte stämma.",
        "Trygghetsalarmer (Västernorrland, 2. april 2013): to steder i dokumentene oppgir 134 mot 138; "
        "begge kan ikke stemme.",
        "Tryggleiksalarmar (Västernorrland, 2. april 2013): to stader i dokumenta oppgir 134 mot 138; "
        "begge kan ikkje stemme.",
    ),
    named("change_stated", figure=printed(50, "persons")): (
        "the document states a change of 50 persons",
        "dokumentet anger en förändring på 50 personer",
        "dokumentet oppgir en endring på 50 personer",
        "dokumentet oppgir ei endring på 50 personar",
    ),
    named("stated_for_all", figure=printed(75, "percent")): (
        "the document states 75 percent for all together",
        "dokumentet anger 75 procent för alla tillsammans",
        "dokumentet oppgir 75 prosent for alle til sammen",
        "dokumentet oppgir 75 prosent for alle til saman",
    ),
    named("municipalities_give", figure=TOTAL): (
        "the municipalities' own figures give 470 (465–475)",
        "kommunernas egna tal ger 470 (465–475)",
        "kommunenes egne tall gir 470 (465–475)",
        "kommunane sine eigne tal gir 470 (465–475)",
    ),
    named("areas_give", figure=exact(9)): (
        "the areas' own figures give 9",
        "områdenas egna tal ger 9",
        "områdenes egne tall gir 9",
        "områda sine eigne tal gir 9",
    ),
    named("names_add_up", figure=exact(3)): ("the names are 3", "namnen är 3", "navnene er 3", "namna er 3"),
    named("part_and_whole_give", figure=exact(30)): (
        "the part and the whole give 30",
        "delen och helheten ger 30",
        "delen og helheten gir 30",
        "delen og heilskapen gir 30",
    ),
    named("readings_give", figure=exact(40)): (
        "the two readings give 40",
        "de två avläsningarna ger 40",
        "de to avlesningene gir 40",
        "dei to avlesingane gir 40",
    ),
    named("areas_have", figure=Interval(nan, 9.5, 40.5)): (
        "its areas have 9.5–40.5",
        "områdena har 9,5–40,5",
        "områdene har 9,5–40,5",
        "områda har 9,5–40,5",
    ),
    OVERLAP: (
        "a difference that the words of the figures leave room for",
        "en skillnad som ryms i talens ordalydelse",
        "en forskjell som ordene gir rom for",
        "ein skilnad som orda gir rom for",
    ),
    named("count_is_wrong"): (
        "the count is not that of the names",
        "antalet stämmer inte med namnen",
        "antallet stemmer ikke med navnene",
        "talet stemmer ikkje med namna",
    ),
    named("percentage_is_wrong"): (
        "the percentage is wrong",
        "procenttalet stämmer inte",
        "prosenttallet stemmer ikke",
        "prosenttalet stemmer ikkje",
    ),
    named("change_is_wrong"): (
        "the change is wrong",
        "förändringen stämmer inte",
        "endringen stemmer ikke",
        "endringa stemmer ikkje",
    ),
    named("share_is_wrong"): (
        "the share is wrong",
        "andelen stämmer inte",
        "andelen stemmer ikke",
        "andelen stemmer ikkje",
    ),
    named("gap_within_rounding"): (
        "a difference that is rounding",
        "en skillnad som är avrundning",
        "en forskjell som er avrunding",
        "ein skilnad som er avrunding",
    ),
    named("cannot_be_checked"): (
        "what is stated can't be checked",
        "det angivna kan inte kontrolleras",
        "det som oppgis kan ikke kontrolleres",
        "det som er oppgitt kan ikkje kontrollerast",
    ),
    named("steps", steps=(COMPUTED, GAP, INEXACT)): (
        "51 + about 60/62 = 111, stated 120, gap 9, 4.95% of the inexact terms",
        "51 + cirka 60/62 = 111, angivet 120, skillnad 9, 4,95\N{NO-BREAK SPACE}% av de termer som inte är exakta",
        "51 + omtrent 60/62 = 111, oppgitt 120, forskjell 9, 4,95\N{NO-BREAK SPACE}% av leddene som ikke er eksakte",
        "51 + om lag 60/62 = 111, oppgitt 120, skilnad 9, 4,95\N{NO-BREAK SPACE}% av ledda som ikkje er eksakte",
    ),
    named("so_many_named", n=1): ("1 named", "1 namngiven", "1 er nevnt ved navn", "1 er nemnd ved namn"),
    named("so_many_named", n=3): ("3 named", "3 namngivna", "3 er nevnt ved navn", "3 er nemnde ved namn"),
    named("smallest_to_largest", terms=(printed(10), printed(40))): (
        "the smallest to the largest of 10, 40",
        "den minsta till den största av 10, 40",
        "den minste til den største av 10, 40",
        "den minste til den største av 10, 40",
    ),
    named("settles_total"): (
        "A corrected total, or the exact figures of the terms on the day of the stated one.",
        "En rättad summa, eller de exakta termerna samma dag som den angivna summan.",
        "En rettet sum, eller de eksakte leddene på samme dag som den oppgitte summen.",
        "Ein retta sum, eller dei eksakte ledda på same dag som den oppgitte summen.",
    ),
    named("settles_terms_with_bounds"): (
        "The exact figures of the terms that are given with bounds.",
        "De exakta uppgifterna för de termer som anges med gränser.",
        "De eksakte tallene for leddene som er oppgitt med grenser.",
        "Dei eksakte tala for ledda som er oppgitte med grenser.",
    ),
    named("settles_missing_terms"): (
        "The figures that are missing from the sum.",
        "De uppgifter som saknas i summan.",
        "Tallene som mangler i summen.",
        "Tala som manglar i summen.",
    ),
    named("settles_which_place"): (
        "Which of the two is right, from who counted.",
        "Vilken av de två som är rätt, från dem som räknade.",
        "Hvilket av de to som er rett, fra dem som telte.",
        "Kva for eit av dei to som er rett, frå dei som talde.",
    ),
    named("settles_percentage"): (
        "What the percentage is of, and the part and the whole on that day.",
        "Vad procenttalet avser, samt delen och helheten den dagen.",
        "Hva prosenttallet er av, samt delen og helheten den dagen.",
        "Kva prosenttalet er av, og delen og heilskapen den dagen.",
    ),
    named("settles_readings"): (
        "The two readings that the change was worked out from, as they were counted.",
        "De två avläsningar som förändringen beräknades av, så som de räknades.",
        "De to avlesningene som endringen er regnet ut fra, slik de ble talt.",
        "Dei to avlesingane som endringa er rekna ut frå, slik dei vart talde.",
    ),
    named("settles_first_reading"): (
        "The first reading, as a number above 0.",
        "Den första avläsningen, som ett tal över 0.",
        "Den første avlesningen, som et tall over 0.",
        "Den første avlesinga, som eit tal over 0.",
    ),
    named("settles_mean"): (
        "A corrected figure for all together, or the part and the whole of each area.",
        "En rättad uppgift för alla tillsammans, eller delen och helheten för varje område.",
        "Et rettet tall for alle til sammen, eller delen og helheten for hvert område.",
        "Eit retta tal for alle til saman, eller delen og heilskapen for kvart område.",
    ),
    named("settles_parts_and_wholes"): (
        "The part and the whole of each area.",
        "Delen och helheten för varje område.",
        "Delen og helheten for hvert område.",
        "Delen og heilskapen for kvart område.",
    ),
    named("revised_figure", **REVISED): (
        "Safety alarms (Västernorrland, 2 April 2013): 120 alarms in plan, 132 in report; the later one counts.",
        "Trygghetslarm (Västernorrland, 2 april 2013): 120 larm i plan, 132 i report; den senare gäller.",
        "Trygghetsalarmer (Västernorrland, 2. april 2013): 120 alarmer i plan, 132 i report; det siste tallet gjelder.",
        "Tryggleiksalarmar (Västernorrland, 2. april 2013): 120 alarmar i plan, 132 i report; det siste talet gjeld.",
    ),
    named("revised_over_merger", **REVISED | {"before": UNKNOWN}, merger=MERGED): (
        "Safety alarms (Västernorrland, 2 April 2013): unknown in plan, 132 in report; "
        "Timrå joined Ånge in between, so that it need not be a revision.",
        "Trygghetslarm (Västernorrland, 2 april 2013): okänt i plan, 132 i report; "
        "Timrå slogs ihop med Ånge däremellan, så det behöver inte vara en rättelse.",
        "Trygghetsalarmer (Västernorrland, 2. april 2013): ukjent i plan, 132 i report; "
        "Timrå ble slått sammen med Ånge i mellomtiden, så det trenger ikke å være en rettelse.",
        "Tryggleiksalarmar (Västernorrland, 2. april 2013): ukjent i plan, 132 i report; "
        "Timrå vart slått saman med Ånge i mellomtida, så det treng ikkje å vere ei retting.",
    ),
    named("settles_revision"): (
        "Why it was revised, from who counted.",
        "Varför uppgiften ändrades, från dem som räknade.",
        "Hvorfor tallet ble endret, fra dem som telte.",
        "Kvifor talet vart endra, frå dei som talde.",
    ),
    named("settles_borders"): (
        "Whether the later one is of the former borders, from who counted.",
        "Om den senare uppgiften gäller de tidigare gränserna, från dem som räknade.",
        "Om det siste tallet gjelder de tidligere grensene, fra dem som telte.",
        "Om det siste talet gjeld dei tidlegare grensene, frå dei som talde.",
    ),
    named("areas_together", terms=(TERM,), together=TOGETHER): (
        "Ånge 25 → 27; together 55 → 47 persons",
        "Ånge 25 → 27; tillsammans 55 → 47 personer",
        "Ånge 25 → 27; til sammen 55 → 47 personer",
        "Ånge 25 → 27; til saman 55 → 47 personar",
    ),
    named("outcome_of_plan", **OUTCOME, areas=SEVEN): (
        "NPÖ users: of what plan planned (2013), report reports the outcome (2013) in 1 of 7 areas.",
        "NPÖ-användare: av det som plan planerade (2013) redovisar report utfallet (2013) i 1 av 7 områden.",
        "NPÖ-brukere: av det plan planla (2013), melder report om resultatet (2013) i 1 av 7 områder.",
        "NPÖ-brukarar: av det plan planla (2013), melder report om resultatet (2013) i 1 av 7 område.",
    ),
    named("settles_outcome", areas=(ANGE, TIMRA)): (
        "The outcome in Ånge and Timrå.",
        "Utfallet i Ånge och Timrå.",
        "Resultatet i Ånge og Timrå.",
        "Resultatet i Ånge og Timrå.",
    ),
    named("figures_missing", **LACKING): (
        "Safety alarms (2013): 160 alarms, since 2 of 7 municipalities gave no number: Ånge and Timrå.",
        "Trygghetslarm (2013): 160 larm, eftersom 2 av 7 kommuner inte har lämnat något tal: Ånge och Timrå.",
        "Trygghetsalarmer (2013): 160 alarmer, fordi 2 av 7 kommuner ikke har oppgitt noe tall: Ånge og Timrå.",
        "Tryggleiksalarmar (2013): 160 alarmar, fordi 2 av 7 kommunar ikkje har oppgitt noko tal: Ånge og Timrå.",
    ),
    named("plans_missing", **LACKING | {"names": named("names_and_more", names=(ANGE, TIMRA), n=1)}): (
        "Safety alarms (2013), planned: 160 alarms, "
        "since 2 of 7 municipalities gave no number: Ånge, Timrå and 1 more.",
        "Trygghetslarm (2013), planerat: 160 larm, "
        "eftersom 2 av 7 kommuner inte har lämnat något tal: Ånge, Timrå och 1 till.",
        "Trygghetsalarmer (2013), planlagt: 160 alarmer, "
        "fordi 2 av 7 kommuner ikke har oppgitt noe tall: Ånge, Timrå og 1 til.",
        "Tryggleiksalarmar (2013), planlagt: 160 alarmar, "
        "fordi 2 av 7 kommunar ikkje har oppgitt noko tal: Ånge, Timrå og 1 til.",
    ),
    named("mentioned_only", items=(named("mentioned_figure", **MENTION), named("mentioned_plan", **MENTION))): (
        "Of some municipalities only the document says who has or plans something, and nothing of the others: "
        "Safety alarms (1 of 7); Safety alarms, planned (1 of 7).",
        "Dokumentet nämner bara några kommuner som har eller planerar något, och säger inget om de övriga: "
        "Trygghetslarm (1 av 7); Trygghetslarm, planerat (1 av 7).",
        "Dokumentet nevner bare noen kommuner som har eller planlegger noe, og sier ikke noe om de andre: "
        "Trygghetsalarmer (1 av 7); Trygghetsalarmer, planlagt (1 av 7).",
        "Dokumentet nemner berre nokre kommunar som har eller planlegg noko, og seier ikkje noko om dei andre: "
        "Tryggleiksalarmar (1 av 7); Tryggleiksalarmar, planlagt (1 av 7).",
    ),
    named("settles_mentions"): (
        "What the municipalities that are not mentioned have.",
        "Vad de kommuner har som inte nämns.",
        "Hva de kommunene har som ikke nevnes.",
        "Kva dei kommunane har som ikkje er nemnde.",
    ),
    named("of_the_width", shares=WIDTHS): (
        "of the width Ånge 76%, Timrå 24%",
        "av avståndet mellan gränserna Ånge 76\N{NO-BREAK SPACE}%, Timrå 24\N{NO-BREAK SPACE}%",
        "av avstanden mellom grensene Ånge 76\N{NO-BREAK SPACE}%, Timrå 24\N{NO-BREAK SPACE}%",
        "av avstanden mellom grensene Ånge 76\N{NO-BREAK SPACE}%, Timrå 24\N{NO-BREAK SPACE}%",
    ),
    named("settles_missing", names=(ANGE, TIMRA)): (
        "The figure of Ånge and Timrå.",
        "Uppgiften från Ånge och Timrå.",
        "Tallet fra Ånge og Timrå.",
        "Talet frå Ånge og Timrå.",
    ),
    named("settles_missing_first", names=(ANGE, TIMRA), first=ANGE): (
        "The figure of Ånge and Timrå; first Ånge.",
        "Uppgiften från Ånge och Timrå; först Ånge.",
        "Tallet fra Ånge og Timrå; først Ånge.",
        "Talet frå Ånge og Timrå; først Ånge.",
    ),
    named("changes_no_total"): (
        "it changes no total",
        "det ändrar ingen summa",
        "det endrer ingen sum",
        "det endrar ingen sum",
    ),
    named("changed_by_reading", title=ALARMS, printed=READ, read=printed(100, "alarms")): (
        "Safety alarms: 100 alarms instead of 160 alarms, 2.9–45.5% of the whole",
        "Trygghetslarm: 100 larm, i stället för 160 larm, 2,9–45,5\N{NO-BREAK SPACE}% av helheten",
        "Trygghetsalarmer: 100 alarmer, i stedet for 160 alarmer, 2,9–45,5\N{NO-BREAK SPACE}% av helheten",
        "Tryggleiksalarmar: 100 alarmar, i staden for 160 alarmar, 2,9–45,5\N{NO-BREAK SPACE}% av heilskapen",
    ),
    named("settles_reading"): (
        "Whether the reading holds, from who wrote the document.",
        "Om antagandet stämmer, från dem som skrev dokumentet.",
        "Om antakelsen stemmer, fra dem som skrev dokumentet.",
        "Om føresetnaden stemmer, frå dei som skreiv dokumentet.",
    ),
    named("target_named_only", label="SITHS"): (
        "SITHS: the document names the target and does not define it.",
        "SITHS: dokumentet nämner målet men definierar det inte.",
        "SITHS: dokumentet nevner målet, men definerer det ikke.",
        "SITHS: dokumentet nemner målet, men definerer det ikkje.",
    ),
    named(
        "all_areas_and_scope",
        label="NPÖ",
        stated=Amount(exact(9), "municipalities"),
        scope=Amount(exact(1), "municipalities"),
    ): (
        "NPÖ: the document says 9 municipalities, and the scope of the recipe has 1 municipality.",
        "NPÖ: dokumentet säger 9 kommuner, och receptets omfattning har 1 kommun.",
        "NPÖ: dokumentet sier 9 kommuner, og oppskriftens omfang har 1 kommune.",
        "NPÖ: dokumentet seier 9 kommunar, og omfanget i oppskrifta har 1 kommune.",
    ),
    named("settles_scope"): (
        "Which municipalities are meant: name them in the scope of the recipe.",
        "Vilka kommuner som menas: nämn dem i receptets omfattning.",
        "Hvilke kommuner som menes: nevn dem i oppskriftens omfang.",
        "Kva kommunar som er meinte: nemn dei i omfanget i oppskrifta.",
    ),
    named("verdict_depends_on_baseline", label="SITHS", reason=NO_FOLLOW_UP): (
        "SITHS: the verdict depends on the baseline: no follow-up reading.",
        "SITHS: bedömningen beror på utgångsläget: ingen uppföljning.",
        "SITHS: vurderingen avhenger av utgangspunktet: ingen oppfølging.",
        "SITHS: vurderinga er avhengig av utgangspunktet: inga oppfølging.",
    ),
    named("asks_for", figure=Amount(Interval(nan, 100, 200), "persons")): (
        "asks for 100–200 persons",
        "målet är 100–200 personer",
        "målet er 100–200 personer",
        "målet er 100–200 personar",
    ),
    named("asks_for_milestone"): (
        "asks for a milestone",
        "målet är en milstolpe",
        "målet er en milepæl",
        "målet er ein milepæl",
    ),
    named("fact_baseline", figure=Amount(TOTAL, "persons")): (
        "baseline 470 (465–475) persons",
        "utgångsläge 470 (465–475) personer",
        "utgangspunkt 470 (465–475) personer",
        "utgangspunkt 470 (465–475) personar",
    ),
    named("fact_reading", figure=Amount(Interval(nan, 222, inf), "persons"), period=DAY): (
        "reading at least 222 persons, 2 April 2013",
        "senast minst 222 personer, 2 april 2013",
        "senest minst 222 personer, 2. april 2013",
        "seinast minst 222 personar, 2. april 2013",
    ),
    named("fact_done", period=YEAR): (
        "reading done, 2013",
        "genomfört, 2013",
        "gjennomført, 2013",
        "gjennomført, 2013",
    ),
    named("fact_not_done", period=YEAR): (
        "reading not done, 2013",
        "inte genomfört, 2013",
        "ikke gjennomført, 2013",
        "ikkje gjennomført, 2013",
    ),
    named("linear_ratio", ratio=0.956): (
        "linear ratio 0.96",
        "kvot för linjär takt 0,96",
        "forholdstall for lineær takt 0,96",
        "forholdstal for lineær takt 0,96",
    ),
    named("cagr_ratio", ratio=1.004): (
        "cagr ratio 1",
        "kvot för årlig tillväxttakt 1",
        "forholdstall for årlig vekst 1",
        "forholdstal for årleg vekst 1",
    ),
    named("settles", needs=named("several", parts=(READING_FROM, named("needs_one_before")))): (
        "A dated reading of NPÖ users in Ånge and Timrå at or after 31 December 2013; one before it.",
        "En daterad avläsning av NPÖ-användare i Ånge och Timrå från den 31 december 2013 eller senare; en före den.",
        "En datert avlesning av NPÖ-brukere i Ånge og Timrå fra 31. desember 2013 eller senere; en før den.",
        "Ei datert avlesing av NPÖ-brukarar i Ånge og Timrå frå 31. desember 2013 eller seinare; ei før den.",
    ),
    named("needs_definition"): (
        "a definition of the target",
        "en definition av målet",
        "en definisjon av målet",
        "ein definisjon av målet",
    ),
    named("needs_number"): (
        "a number for the target",
        "ett tal för målet",
        "et tall for målet",
        "eit tal for målet",
    ),
    named("needs_outcome"): (
        "whether it was done",
        "om det genomfördes",
        "om det ble gjennomført",
        "om det vart gjennomført",
    ),
    named("needs_outcome_by", day=BY): (
        "whether it was done by 31 December 2013",
        "om det genomfördes senast den 31 december 2013",
        "om det ble gjennomført innen 31. desember 2013",
        "om det vart gjennomført innan 31. desember 2013",
    ),
    named("needs_exact_figures"): (
        "exact figures in place of bounds",
        "exakta uppgifter i stället för gränser",
        "eksakte tall i stedet for grenser",
        "eksakte tal i staden for grenser",
    ),
    named("needs_reading_and_deadline", **ABOUT): (
        "a dated reading of NPÖ users in Ånge and Timrå, and a deadline",
        "en daterad avläsning av NPÖ-användare i Ånge och Timrå, och ett måldatum",
        "en datert avlesning av NPÖ-brukere i Ånge og Timrå, og en frist",
        "ei datert avlesing av NPÖ-brukarar i Ånge og Timrå, og ein frist",
    ),
    named("needs_right_baseline"): (
        "which baseline is right",
        "vilket utgångsläge som är rätt",
        "hvilket utgangspunkt som er rett",
        "kva for eit utgangspunkt som er rett",
    ),
    named("needs_baseline_before", **ABOUT, day=BY): (
        "a baseline: a dated reading of NPÖ users in Ånge and Timrå before 31 December 2013",
        "ett utgångsläge: en daterad avläsning av NPÖ-användare i Ånge och Timrå före den 31 december 2013",
        "et utgangspunkt: en datert avlesning av NPÖ-brukere i Ånge og Timrå før 31. desember 2013",
        "eit utgangspunkt: ei datert avlesing av NPÖ-brukarar i Ånge og Timrå før 31. desember 2013",
    ),
    named("needs_exact_baseline", **ABOUT): (
        "an exact baseline of NPÖ users in Ånge and Timrå in place of bounds",
        "ett exakt utgångsläge för NPÖ-användare i Ånge och Timrå i stället för gränser",
        "et eksakt utgangspunkt for NPÖ-brukere i Ånge og Timrå i stedet for grenser",
        "eit eksakt utgangspunkt for NPÖ-brukarar i Ånge og Timrå i staden for grenser",
    ),
    named("needs_exact_reading", **ABOUT): (
        "an exact reading of NPÖ users in Ånge and Timrå in place of bounds",
        "en exakt avläsning av NPÖ-användare i Ånge och Timrå i stället för gränser",
        "en eksakt avlesning av NPÖ-brukere i Ånge og Timrå i stedet for grenser",
        "ei eksakt avlesing av NPÖ-brukarar i Ånge og Timrå i staden for grenser",
    ),
    named("needs_exact_baseline_and_reading", **ABOUT): (
        "an exact baseline and an exact reading of NPÖ users in Ånge and Timrå in place of bounds",
        "ett exakt utgångsläge och en exakt avläsning av NPÖ-användare i Ånge och Timrå i stället för gränser",
        "et eksakt utgangspunkt og en eksakt avlesning av NPÖ-brukere i Ånge og Timrå i stedet for grenser",
        "eit eksakt utgangspunkt og ei eksakt avlesing av NPÖ-brukarar i Ånge og Timrå i staden for grenser",
    ),
    named("needs_comparable_baseline", **ABOUT): (
        "a baseline of NPÖ users in Ånge and Timrå that is comparable",
        "ett jämförbart utgångsläge för NPÖ-användare i Ånge och Timrå",
        "et sammenlignbart utgangspunkt for NPÖ-brukere i Ånge og Timrå",
        "eit samanliknbart utgangspunkt for NPÖ-brukarar i Ånge og Timrå",
    ),
    named("needs_comparable_reading", **ABOUT): (
        "a reading of NPÖ users in Ånge and Timrå that is comparable",
        "en jämförbar avläsning av NPÖ-användare i Ånge och Timrå",
        "en sammenlignbar avlesning av NPÖ-brukere i Ånge og Timrå",
        "ei samanliknbar avlesing av NPÖ-brukarar i Ånge og Timrå",
    ),
}


@pytest.mark.parametrize(("language", "message", "text"), cases(SAID))
def test_said_of_findings(language, message, text):
    """Statements, their arithmetic, what is known of a target and what would settle it."""
    assert say(message, language) == text


def test_every_sentence_of_findings_is_said_here():
    """No phrase of the section is without a case."""
    assert not [key for key in sections()["findings"] if not any(message.says(key) for message in SAID)]
