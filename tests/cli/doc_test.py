#!/usr/bin/env python3
"""probity doc: the pages hold together by themselves, and nothing is written where it must not."""

import os
import re
import sys
from html.parser import HTMLParser

from program import ROOT, RULES, Folder, contains, equal, main, run

VOID = {"meta", "br"}
LAW = str(ROOT / "rules/eu_defence.ruleset")

WORDS = """module dossier "The facts"

record dossier {
    ## A <script>alert(1)</script> & "quotes" in `code <b>`.
    ##
    ## - one
    ## - two
    dossier : text required as identifier
    submitted : date required
    instruments : set of act_id required as instruments
    weight : number
}

enum act_id { PORT "Act <on> the harbour" }
"""

PORT = """module port "Harbour & <sea>"
use dossier

act PORT_ACT "Act \\"quoted\\" <i>" celex "1" eli "javascript:alert(1)"

instrument PORT
    effective from 2020-01-01
    applies when PORT is in instruments
    reference date submitted

parameter ceiling : number
    law PORT_ACT "Art. 2<b>"
    from 2020-01-01 is 3

rule weighed "Weight & <measure>"
    law      PORT_ACT "Art. 10"
    law      PORT_ACT "Art. 2"
    requires weight is less than ceiling
    failing  "{weight} <is> too much & more"
"""


class Page(HTMLParser):
    """Elements that nest, their ids, links and text; fails on what does not nest."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.loads, self.words = [], [], [], [], []
        self.feed(text)
        self.close()
        equal(self.open, [])

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "a":
            self.links.append(values["href"])
        self.loads += [values[name] for name in ("src", "srcset", "data", "onload", "onclick")
                       if name in values]
        assert tag not in ("script", "link", "img", "iframe", "object", "base", "form"), tag
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        equal(self.open.pop(), tag)

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return "".join(self.words)


def book(folder, *words):
    target = str(folder.path / "book")
    result = run("doc", "--output", target, *words)
    equal((result.status, result.err), (0, ""))
    texts = {name: (folder.path / "book" / name).read_text(encoding="utf-8")
             for name in sorted(os.listdir(target)) if name.endswith(".html")}
    return {name: Page(text) for name, text in texts.items()}, texts


def hostile(folder):
    folder.write("rules/words/dossier.rules", WORDS)
    folder.write("rules/port/port.rules", PORT)
    return folder.write("rules/hostile.ruleset",
                        'ruleset hostile "Set <&>" version "1"\nincludes words, port\n')


def check_links(pages):
    for name, page in pages.items():
        equal(len(page.ids), len(set(page.ids)))
        equal(page.loads, [])
        for link in page.links:
            if link.startswith(("http://", "https://")):
                continue
            target, _, anchor = link.partition("#")
            target = target or name
            assert target in pages, f"{name} leads to {link}"
            assert not anchor or anchor in pages[target].ids, f"{name} leads to {link}"


def test_every_link_of_the_law_leads_somewhere():
    with Folder() as folder:
        pages, texts = book(folder, "--rules", LAW)
        check_links(pages)
        for text in texts.values():
            contains(text, "<!DOCTYPE html>\n<html lang=\"en\">")
            contains(text, 'name="viewport"')
            assert "url(" not in text and "@import" not in text


def test_every_rule_parameter_and_field_has_its_place():
    listed = run("rules", "--rules", LAW, "--format", "json").json
    with Folder() as folder:
        pages, _ = book(folder, "--rules", LAW)

    def place(name, noun):
        module, _, rest = name.partition(".")
        return f"{noun}.{rest}" in pages[f"module-{module}.html"].ids

    for instrument in listed["instruments"]:
        for rule in instrument["rules"]:
            assert place(rule["rule"], "rule"), rule["rule"]
            for exception in rule["exceptions"]:
                assert place(exception["name"], "exception"), exception["name"]
        for figure in instrument["figures"]:
            assert place(figure["figure"], "figure"), figure["figure"]
    for parameter in listed["parameters"]:
        assert place(parameter["name"], "parameter"), parameter["name"]
    for table in listed["tables"]:
        assert place(table["table"], "table"), table["table"]
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "rules/safe").iterdir())
    for line in sources.splitlines():
        if line.startswith("define "):
            name = line.split()[1].split("(")[0]
            assert f"definition.{name}" in pages["module-safe.html"].ids, name
    assert "field.dossier.instruments" in pages["module-dossier.html"].ids
    assert "group.EU" in pages["module-places.html"].ids


def test_the_text_of_rules_cannot_become_markup():
    with Folder() as folder:
        pages, texts = book(folder, "--rules", hostile(folder))
        check_links(pages)
        words = pages["module-dossier.html"].text
        contains(words, 'A <script>alert(1)</script> & "quotes" in code <b>.')
        contains(pages["module-port.html"].text, "Weight & <measure>")
        contains(pages["module-port.html"].text, "<is> too much & more")
        # An address that is no web page is shown, and leads nowhere.
        contains(pages["by-article.html"].text, "javascript:alert(1)")
        for page in pages.values():
            assert not any(link.startswith("javascript") for link in page.links)
        for text in texts.values():
            assert "<script" not in text and "<i>" not in text and "<measure>" not in text


def test_names_in_clauses_lead_to_what_they_name_and_back():
    with Folder() as folder:
        pages, texts = book(folder, "--rules", hostile(folder))
        rule = texts["module-port.html"]
        contains(rule, '<a href="module-dossier.html#field.dossier.weight">weight</a> is less than '
                       '<a href="module-port.html#parameter.ceiling">ceiling</a>')
        contains(rule, 'Used by <a href="module-port.html#rule.weighed">')
        contains(texts["module-dossier.html"], "used 1 time")


def test_articles_stand_in_the_order_of_their_numbers():
    with Folder() as folder:
        _, texts = book(folder, "--rules", hostile(folder))
        equal(re.findall("<dt>(.*?)</dt>", texts["by-article.html"]),
              ["Art. 2", "Art. 2&lt;b&gt;", "Art. 10"])


def test_a_folder_with_other_files_is_left_as_it_is():
    with Folder() as folder:
        folder.write("book/letter.html", "mine")
        result = run("doc", "--rules", RULES, "--output", str(folder.path / "book"))
        equal((result.status, result.text), (73, ""))
        contains(result.err, "no book of this program")
        equal(os.listdir(folder.path / "book"), ["letter.html"])
        # A list of pages that names what lies elsewhere takes nothing away.
        folder.write("rest/keep.html", "mine")
        folder.write("book/probity-book.txt",
                     "Pages written by probity doc:\n../rest/keep.html\nletter.html\n")
        equal(run("doc", "--rules", RULES, "--output", str(folder.path / "book")).status, 0)
        equal((folder.path / "rest/keep.html").read_text(), "mine")


def test_a_file_in_the_way_is_told():
    with Folder() as folder:
        path = folder.write("book", "a file")
        result = run("doc", "--rules", RULES, "--output", path)
        equal(result.status, 73)
        contains(result.err, "cannot write the book")


def test_a_book_is_written_again_with_the_same_bytes_and_without_old_pages():
    with Folder() as folder:
        _, first = book(folder, "--rules", LAW)
        _, second = book(folder, "--rules", LAW)
        equal(first, second)
        pages, _ = book(folder, "--rules", RULES)
        assert "module-safe.html" not in pages
        check_links(pages)
        equal(sorted(os.listdir(folder.path / "book")), sorted([*pages, "probity-book.txt"]))


def test_it_stands_in_a_folder_of_its_own_unless_another_is_named():
    with Folder() as folder:
        result = run("doc", "--rules", RULES, folder=folder.path)
        equal((result.status, result.text), (0, "5 pages; begin with probity-doc/index.html\n"))
        equal(run("doc", "--rules", RULES, "--quiet", folder=folder.path).text, "")


def test_rules_with_mistakes_give_no_book():
    with Folder() as folder:
        folder.write("words/dossier.rules", WORDS.replace("as instruments", "as instrumnts"))
        manifest = folder.write("a.ruleset", 'ruleset a "A" version "1"\nincludes words\n')
        result = run("doc", "--rules", manifest, "--output", str(folder.path / "book"))
        equal(result.status, 78)
        assert not (folder.path / "book").exists()


if __name__ == "__main__":
    main(sys.modules[__name__])
