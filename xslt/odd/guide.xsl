<?xml version="1.0" encoding="UTF-8"?>
<!-- The encoding guidelines of a project as one web page that needs nothing beside it, made from the record that
     tei/odd/guide writes: the prose of an ODD, and an entry for each part of its schema. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:g="urn:tei:guide"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:include href="guide-names.xsl"/>
  <xsl:include href="guide-prose.xsl"/>
  <xsl:include href="guide-phrases.xsl"/>
  <xsl:include href="guide-source.xsl"/>
  <xsl:include href="guide-entries.xsl"/>
  <xsl:include href="guide-matter.xsl"/>

  <!-- The style sheet, which is put into the page, and the hash by which the page's policy knows it:
       `sha256-…` in base64. -->
  <xsl:param name="css" as="xs:string" select="''"/>
  <xsl:param name="css-hash" as="xs:string" select="''"/>

  <xsl:output method="html" html-version="5" encoding="UTF-8" indent="no" include-content-type="no"/>

  <xsl:variable name="guide" as="element(g:guide)" select="/g:guide"/>
  <xsl:variable name="odd" as="element()?" select="$guide/g:prose/*"/>
  <xsl:variable name="header" as="element(teiHeader)?" select="$odd/teiHeader"/>
  <xsl:variable name="text" as="element()*" select="($odd/self::TEI/text, $odd/self::teiCorpus/TEI/text)"/>

  <!-- The language of the page's own words. What is in another says so where it stands. -->
  <xsl:variable name="page-language" as="xs:string" select="'en'"/>

  <xsl:template match="/" as="element()">
    <html lang="{$page-language}">
      <head>
        <meta charset="utf-8"/>
        <meta http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src '{$css-hash}'; base-uri 'none'; form-action 'none'"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>{$guide/@title}</title>
        <style><xsl:value-of select="$css"/></style>
      </head>
      <body>
        <a class="skip" href="#guide-start">Skip to the text</a>
        <xsl:call-template name="g:page-header"/>
        <xsl:call-template name="g:page-contents"/>
        <main id="guide-start">
          <xsl:if test="$text/*">
            <div class="prose">
              <xsl:sequence select="g:language-attribute($odd, $page-language)"/>
              <xsl:apply-templates select="$text/*" mode="g:prose"/>
              <xsl:call-template name="g:notes"/>
            </div>
          </xsl:if>
          <xsl:call-template name="g:reference"/>
          <xsl:call-template name="g:rules-of-schema"/>
          <xsl:call-template name="g:changes"/>
          <xsl:call-template name="g:index"/>
        </main>
        <xsl:call-template name="g:page-footer"/>
      </body>
    </html>
  </xsl:template>
</xsl:stylesheet>
