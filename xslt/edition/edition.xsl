<?xml version="1.0" encoding="UTF-8"?>
<!-- What a project's own stylesheet imports, to override a part of the edition in every form of it:

       <xsl:import href="edition.xsl"/>

     In the making of pages, and of all that is made of them, this is html.xsl; in the making of plain text it is text.xsl.
     What the manual names in “Overriding the edition” stays; everything else may change from one version to the next. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:include href="html.xsl"/>
</xsl:stylesheet>
