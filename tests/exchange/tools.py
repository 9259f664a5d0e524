"""Exchange files as other tools take them: writes some, holds XLIFF against its Schematron rules, lets translate-toolkit,
polib and lxml read and change them, and reads what they wrote.

Needs cargo and what `requirements.txt` names; DIGLOT_SCHEMAS names the folder with the schemas.
"""

import copy
import os
import pathlib
import subprocess
import sys
import tempfile

import polib
from lxml import etree, isoschematron
from translate.storage import pypo, tmx, xliff2

XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
UNIT, WORDS = "00000000a3", "Contoso Pay nutzen: "


def cargo(test: str, folder: pathlib.Path) -> None:
    """Runs one test with the folder that it shares with this script."""
    command = ["cargo", "test", "--workspace", "--test", "it", f"exchange_files::{test}"]
    subprocess.run(command, check=True, env={**os.environ, "DIGLOT_EXCHANGE": str(folder)})


def schematron(file: pathlib.Path) -> None:
    """Fails where a rule of XLIFF's core does; warnings do not count."""
    if "DIGLOT_SCHEMAS" not in os.environ:
        print("not run: DIGLOT_SCHEMAS is not set")
        return
    rules = etree.parse(pathlib.Path(os.environ["DIGLOT_SCHEMAS"]) / "xliff_core_2.1.sch", etree.XMLParser(load_dtd=True))
    # lxml has XSLT 1. What asks for more concerns `cp`, which a test of its own reads, and `subFlows`, which we do not write.
    for each in rules.xpath("//*[contains(@test, 'matches(') or contains(@test, 'tokenize(')]"):
        each.set("test", "true()" if each.tag.endswith("assert") else "false()")
    rules.getroot().set("queryBinding", "xslt")
    validator = isoschematron.Schematron(rules, store_report=True)
    validator.validate(etree.parse(file))
    found = validator.validation_report.xpath("//*[local-name()='failed-assert' or local-name()='successful-report']")
    wrong = ["".join(each.itertext()).strip() for each in found if each.get("role") != "warning"]
    assert not wrong, "\n".join(wrong)


def change_xliff(folder: pathlib.Path) -> None:
    store = xliff2.Xliff2File.parsefile(str(folder / "a.xlf"))
    unit = next(unit for unit in store.units if unit.getid().startswith(UNIT))
    assert unit.source == "Use Contoso Pay. It is !", unit.source
    stale = [unit for unit in store.units if unit.getid().startswith("00000000a1")]
    assert [unit.target for unit in stale] == ["Öffnen Sie die Seite.", "Dann ."]
    # What tools do that copy the source and let somebody write over it: markup and annotations stay.
    target = copy.deepcopy(unit.xmlelement.find(XLIFF + "source"))
    target.tag = XLIFF + "target"
    target.text = ""
    target.find(XLIFF + "mrk").tail = " nutzen: "
    code = target.find(XLIFF + "ph")
    target.remove(target.find(XLIFF + "cp"))
    code.tail = "!"
    unit.xmlelement.append(target)
    unit.marktranslated()
    store.savefile(str(folder / "back.xlf"))


def change_po(folder: pathlib.Path) -> None:
    store = pypo.pofile.parsefile(str(folder / "a.po"))
    unit = next(unit for unit in store.units if f"#{UNIT} " in unit.getnotes("developer"))
    assert unit.source.startswith("Use Contoso Pay. It is <x1/>"), unit.source
    unit.target = WORDS + "<x1/>!"
    store.savefile(str(folder / "back.po"))
    other = polib.pofile(str(folder / "a.po"))
    assert {entry.msgid for entry in other} == {str(unit.source) for unit in store.units if unit.source}
    stale = other.find("Open <x1>the</x1> <x2>page</x2>. Then <x3/> it.")
    assert stale.fuzzy and stale.previous_msgid == "Open the page & <run> it.", stale


def change_tmx(folder: pathlib.Path) -> None:
    store = tmx.tmxfile.parsefile(str(folder / "a.tmx"))
    assert any(unit.source == "One." and unit.target == "Eins." for unit in store.units)
    store.savefile(str(folder / "back.tmx"))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else name).resolve()
        cargo("files_hold_against_schemas_and_tools", folder)
        schematron(folder / "a.xlf")
        change_xliff(folder)
        change_po(folder)
        change_tmx(folder)
        cargo("what_tools_wrote_is_read", folder)


main()
