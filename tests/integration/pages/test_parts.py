"""What the parts of a page promise, drawn without a database."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.web.pages import samples, values
from onderdak.web.pages.shapes import Column, Empty, Suppressed, Table
from onderdak.web.pages.templatetags import parts
from onderdak.web.pages.views import design


def drawn(source: str, **values: object) -> str:
    return Template("{% load parts %}" + source).render(Context(values))


class Asked(forms.Form):
    name = forms.CharField(help_text="As in the passport.")
    nickname = forms.CharField(required=False)
    told = forms.ChoiceField(choices=[("y", "Yes")], widget=forms.RadioSelect)


@pytest.mark.parametrize(
    ("language", "shown"), [("nl", "21 november 2026"), ("en", "21 November 2026")]
)
def test_a_day_is_written_as_people_write_it(language: str, shown: str) -> None:
    with translation.override(language):
        assert values.long_date(date(2026, 11, 21)) == (
            f'<time datetime="2026-11-21">{shown}</time>'
        )


@pytest.mark.parametrize(
    ("cents", "euros"),
    [(123456, "€\xa01.234,56"), (5, "€\xa00,05"), (-5, "−€\xa00,05"), (0, "€\xa00,00")],
)
def test_cents_are_shown_as_euros_and_never_rounded(cents: int, euros: str) -> None:
    with translation.override("nl"):
        assert values.money(cents) == euros


def test_a_suppressed_count_never_shows_the_count_and_says_why() -> None:
    with translation.override("en"):
        html = values.shown(Suppressed(threshold=5))
    assert "&lt;5" in html
    assert "nobody can be recognised" in html


def test_what_is_unknown_is_said_and_not_only_drawn() -> None:
    with translation.override("en"):
        assert "not known" in values.shown(None)


def test_markup_in_a_value_is_shown_as_text() -> None:
    table = Table("List", [Column("Name", row_header=True)], [["<script>x</script>"]])
    assert "<script>" not in drawn("{% data_table table %}", table=table)


def test_a_field_ties_hint_purpose_and_message_to_its_control() -> None:
    form = Asked({"name": "", "told": "y"})
    html = drawn("{% field form.name purpose='to register' %}", form=form)
    tied = 'aria-describedby="id_name-purpose id_name-hint id_name-error"'
    assert tied in html
    assert all(f'id="id_name-{part}"' in html for part in ("purpose", "hint", "error"))


def test_what_is_optional_says_so_in_words() -> None:
    with translation.override("en"):
        assert "(optional)" in drawn("{% field form.nickname %}", form=Asked())
        assert "(optional)" not in drawn("{% field form.name %}", form=Asked())


def test_each_line_of_the_error_summary_leads_to_a_control_that_is_there() -> None:
    form = Asked({})
    html = drawn("{% error_summary form %}{% fields form %}", form=form)
    for target in ("id_name", "id_told_0"):
        assert f'href="#{target}"' in html
        assert f'id="{target}"' in html


def test_a_form_without_errors_has_no_summary() -> None:
    form = Asked({"name": "A", "told": "y"})
    assert drawn("{% error_summary form %}", form=form).strip() == ""


def test_an_empty_list_teaches_the_next_step() -> None:
    table = Table(
        "Reports",
        [Column("Report", row_header=True)],
        [],
        empty=Empty("None yet.", action="Record one", url="/new"),
    )
    html = drawn("{% data_table table %}", table=table)
    assert "None yet." in html
    assert 'href="/new"' in html


def test_a_row_that_does_not_fit_its_columns_is_refused() -> None:
    table = Table("List", [Column("Name"), Column("Beds")], [["only one"]])
    with pytest.raises(ValueError, match="shorter"):
        drawn("{% data_table table %}", table=table)


def test_a_refusal_is_told_in_the_language_of_the_reader() -> None:
    error = Invalid(
        text("%(done)s of %(total)s.", done=3, total=5),
        why=text("closed"),
    )
    with translation.override("en"):
        html = drawn("{% problem error %}", error=error)
    assert "3 of 5." in html
    assert "closed" in html


def test_finished_work_is_not_asked_for_again() -> None:
    html = drawn("{% progress work %}", work=samples.finished())
    assert "hx-get" not in html


def test_pages_in_between_are_left_out_but_never_the_last() -> None:
    html = drawn("{% pagination 4 12 '?page=%d' %}")
    assert 'href="?page=12"' in html
    assert 'href="?page=8"' not in html


def test_a_theme_that_is_not_there_is_not_asked_for() -> None:
    assert parts.theme_sheet("../../secret") == {"path": ""}
    assert parts.theme_sheet(None) == {"path": ""}
    assert parts.theme_sheet("example") == {"path": "onderdak/themes/example.css"}


def test_the_page_of_all_parts_holds_no_inline_script_or_style() -> None:
    request = RequestFactory().get("/design")
    html = design(request).content.decode()
    assert " style=" not in html
    assert "<style" not in html
    assert all("src=" in tag for tag in html.split("<script")[1:])
    assert " onclick=" not in html
