"""What each key of the settings is for, in one sentence, as editors show it; ``docs/settings.md`` has it in full."""

from typing import Final

from tei.limits import Limits
from tei.settings.tables import Deposit, Encode, Files, Ignore, Project, Publish, Render, Validate

WORDS: Final[dict[type, dict[str, str]]] = {
    Project: {
        "title": "The edition's title.",
        "corpus": "The folder of the documents: what is taken when no path is given.",
    },
    Validate: {
        "schema": "The schema or schemas of documents that do not name their own: paths, or names of built-in ones.",
        "schematron": "Schematron schemas that apply besides; [] for none.",
        "xsd": "XML Schemas that apply besides.",
        "schema_folders": "Folders besides its own that a RELAX NG schema may include files from.",
        "catalogs": "OASIS XML catalogs: which files stand for the addresses that documents name.",
        "phase": "The phase in which Schematron is run.",
        "exclude": "Patterns of files that are left out where a folder is searched.",
        "authority": "Authority files, besides that of [encode].",
        "fail_on": "What makes the exit code 1.",
        "files": "Other schemas for the files that match; the first table that matches has its say.",
        "severity": "How much the findings of a rule weigh, by its id or the beginning of several before *.",
        "ignore": "Findings that do not count, each with its reason.",
    },
    Files: {
        "match": "Patterns of the files that this is for, relative to this file: letters/**/*.xml.",
        "schema": "In place of [validate] schema.",
        "schematron": "In place of [validate] schematron; [] for none.",
        "xsd": "In place of [validate] xsd.",
        "phase": 'In place of [validate] phase; "" for all rules.',
    },
    Ignore: {
        "rule": "The id of the rule, as reports have it, or the beginning of several before *.",
        "files": "Patterns of the files in which it is ignored; all, if there are none.",
        "reason": "Why it is ignored.",
        "until": "The day from which on it counts again.",
    },
    Render: {
        "stylesheet": "An XSLT stylesheet of your own, which imports ours.",
        "view": "The view that is written when the call names none.",
        "width": "The width of plain text in the reading view, in columns.",
        "theme": "How pages and PDF look: paper, plain, or a style sheet of your own.",
        "language": "The language of the edition's own words, where it is not that of [publish].",
    },
    Publish: {
        "base_url": "The address at which the edition's pages lie on the web.",
        "title": "The title of the site, where it is not that of [project].",
        "email": "The e-mail address of somebody in charge of the edition, for catalogues that harvest its records.",
        "theme": "How the site looks: a theme, or a style sheet of your own; by default as [render] says.",
        "downloads": "What a reader can download of each document: EPUB and PDF are made if they are named.",
        "language": "The language of the edition's own words.",
        "words": "Files of words in the place of some that come with tei, or of a language more.",
        "home": "A file of Markdown that introduces the edition on its first page.",
        "about": "A file of Markdown that stands at the head of the page about the edition.",
        "images": "The hosts that pages may ask for images of the source; of others there are links.",
        "openseadragon": "The file openseadragon.min.js of the program that zooms images.",
        "search": "Whether the site has a full-text search, for which Pagefind must be installed.",
    },
    Encode: {
        "profile": "What the brackets and lines of transcriptions mean: the name of a profile, or the path of one.",
        "authority": "The authority file: persons, organisations and places.",
        "publisher": "Who publishes the edition.",
        "encoder": "Who answers for the encoding, if that is not the program alone.",
        "licence": "The address of the licence that is granted for the encoding.",
        "licence_name": "What the licence is called.",
    },
    Limits: {
        "size_bytes": "The size that a file may have.",
        "depth": "How deep elements may be nested.",
        "attribute_chars": "The characters that one attribute may have.",
        "expansion_chars": "The characters that all entities of a document may expand to.",
    },
    Deposit: {
        "kind": "What kind of repository it is.",
        "url": "The address of the repository.",
        "collection": "Where in the repository packages go.",
        "community": "InvenioRDM: the community that drafts are handed to.",
        "user": "The name to log in with, where one is wanted besides the token.",
        "on_behalf_of": "SWORDv2 and HAL: for whom is deposited.",
        "token_variable": "The variable of the environment that holds the token.",
        "ca_file": "Certificates of an authority that is trusted besides those of the system.",
        "timeout_s": "The seconds that an answer may take.",
    },
}
"""The sentences by the types of the tables."""
