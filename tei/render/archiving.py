"""What a PDF for archives says of itself besides what WeasyPrint writes: that it is PDF/UA too.

PDF/A-3a is the form that WeasyPrint makes: tagged, with its fonts, profile and metadata inside. The same file meets
PDF/UA-1, which it may only say if it also describes the words that it says this with (ISO 19005-3, 6.6.2.3).
"""

from typing import Any, Final

VARIANT: Final = "pdf/a-3a"

_END: Final = b"</rdf:RDF>"
_ALSO: Final = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
</rdf:Description><rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file meets</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def finished(_document: object, pdf: Any) -> None:  # noqa: ANN401 - the library is optional
    """Make *pdf*, which is about to be written, say that it meets PDF/UA-1 as well."""
    number = int(pdf.catalog["Metadata"].split()[0])
    metadata = pdf.objects[number]
    metadata.stream = [part.replace(_END, _ALSO + _END) for part in metadata.stream]
