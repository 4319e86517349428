"""The few words that stand on every document, in the language of its reader."""

from collections.abc import Mapping

from onderdak.kernel.languages import LANGUAGES

_KEYS = ("date", "reference", "subject", "page", "unreviewed")

# Written for this software; no native speaker has looked at them but for nl and en.
_WORDS: dict[str, tuple[str, ...]] = {
    "nl": (
        "Datum",
        "Ons kenmerk",
        "Onderwerp",
        "Pagina {page} van {pages}",
        "Deze vertaling is nog niet door een moedertaalspreker nagekeken.",
    ),
    "en": (
        "Date",
        "Our reference",
        "Subject",
        "Page {page} of {pages}",
        "No native speaker has checked this translation yet.",
    ),
    "pl": (
        "Data",
        "Nasz znak",
        "Temat",
        "Strona {page} z {pages}",
        "To tłumaczenie nie zostało jeszcze sprawdzone przez rodzimego użytkownika.",
    ),
    "ro": (
        "Data",
        "Referința noastră",
        "Subiect",
        "Pagina {page} din {pages}",
        "Această traducere nu a fost încă verificată de un vorbitor nativ.",
    ),
    "bg": (
        "Дата",
        "Наш номер",
        "Относно",
        "Страница {page} от {pages}",
        "Този превод още не е проверен от носител на езика.",
    ),
    "uk": (
        "Дата",
        "Наш номер",
        "Тема",
        "Сторінка {page} з {pages}",
        "Цей переклад ще не перевірив носій мови.",
    ),
    "ar": (
        "التاريخ",
        "رقمنا المرجعي",
        "الموضوع",
        "صفحة {page} من {pages}",
        "لم يراجع متحدث أصلي هذه الترجمة بعد.",
    ),
    "de": (
        "Datum",
        "Unser Zeichen",
        "Betreff",
        "Seite {page} von {pages}",
        "Diese Übersetzung wurde noch nicht von Muttersprachlern geprüft.",
    ),
    "es": (
        "Fecha",
        "Nuestra referencia",
        "Asunto",
        "Página {page} de {pages}",
        "Ningún hablante nativo ha revisado todavía esta traducción.",
    ),
    "fa": (
        "تاریخ",
        "شماره پرونده ما",
        "موضوع",
        "صفحه {page} از {pages}",
        "این ترجمه هنوز توسط گویشور بومی بازبینی نشده است.",
    ),
    "fr": (
        "Date",
        "Notre référence",
        "Objet",
        "Page {page} sur {pages}",
        "Cette traduction n'a pas encore été relue par un locuteur natif.",
    ),
    "hi": (
        "दिनांक",
        "हमारा संदर्भ",
        "विषय",
        "पृष्ठ {page} / {pages}",
        "इस अनुवाद की जाँच अभी किसी मातृभाषी ने नहीं की है।",
    ),
    "it": (
        "Data",
        "Nostro riferimento",
        "Oggetto",
        "Pagina {page} di {pages}",
        "Questa traduzione non è ancora stata verificata da un madrelingua.",
    ),
    "pt": (
        "Data",
        "A nossa referência",
        "Assunto",
        "Página {page} de {pages}",
        "Esta tradução ainda não foi revista por um falante nativo.",
    ),
    "ti": (
        "ዕለት",
        "መወከሲና",
        "ጉዳይ",
        "ገጽ {page} ካብ {pages}",
        "እዚ ትርጉም ክሳብ ሕጂ ብተዛራቢ ቋንቋ ኣይተመርመረን።",
    ),
    "zh": (
        "日期",
        "我方编号",
        "主题",
        "第 {page} 页，共 {pages} 页",
        "此译文尚未经母语者审阅。",
    ),
}


def words(code: str) -> Mapping[str, str]:
    """The words of one language by key; every language of the list has them all."""
    return dict(zip(_KEYS, _WORDS[code], strict=True))


def all_words() -> Mapping[str, Mapping[str, str]]:
    """The words of every language."""
    return {code: words(code) for code in LANGUAGES}
