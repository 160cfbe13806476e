<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of an edition, as html.xsl or a project's stylesheet makes it, for paper: each note stands where its number
     is, from where print.css brings it to the foot of that page, and what only a screen has use for is left out. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition">

  <!-- The style sheets of screen and paper. -->
  <xsl:param name="css" as="xs:string" select="''"/>

  <xsl:output method="html" html-version="5" encoding="UTF-8" indent="no" include-content-type="no"/>

  <xsl:mode on-no-match="shallow-copy"/>

  <xsl:key name="e:note" match="section[tokenize(@class) = 'notes']/ol/li" use="@id"/>
  <xsl:key name="e:number" match="a[@role = 'doc-noteref']" use="substring(@href, 2)"/>

  <xsl:template match="style" as="element(style)">
    <style><xsl:value-of select="$css"/></style>
  </xsl:template>

  <xsl:template match="nav | script | *[tokenize(@class) = ('tip', 'self', 'hint', 'back', 'skip')] | *[@id = 'edition:download']"/>

  <!-- A note goes with the first of its numbers. One that has none, or that stands in a note, stays at the end. -->
  <xsl:function name="e:is-at-foot" as="xs:boolean">
    <xsl:param name="note" as="element(li)"/>
    <xsl:variable name="number" as="element(a)?" select="key('e:number', $note/@id, root($note))[1]"/>
    <xsl:sequence select="exists($number) and empty($number/ancestor::section[tokenize(@class) = 'notes'])"/>
  </xsl:function>

  <xsl:template match="sup[a/@role = 'doc-noteref']" as="element()+">
    <xsl:next-match/>
    <xsl:variable name="number" as="element(a)" select="a[@role = 'doc-noteref'][1]"/>
    <xsl:for-each select="key('e:note', substring($number/@href, 2))[e:is-at-foot(.)][$number is key('e:number', @id)[1]]">
      <span class="footnote">
        <xsl:apply-templates select="@*"/>
        <span class="number">{$number} </span>
        <xsl:apply-templates mode="e:in-line"/>
      </span>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="section[tokenize(@class) = 'notes'][every $note in ol/li satisfies e:is-at-foot($note)]"/>
  <xsl:template match="section[tokenize(@class) = 'notes']/ol/li[e:is-at-foot(.)]"/>

  <!-- Blocks of a note are phrases where it stands, for it may stand in a paragraph; print.css makes lines of them. -->
  <xsl:mode name="e:in-line" on-no-match="shallow-copy"/>

  <xsl:template match="*[tokenize(@class) = ('tip', 'self', 'back')]" mode="e:in-line"/>

  <xsl:template match="p | div" mode="e:in-line" as="element(span)">
    <span>
      <xsl:apply-templates select="@* except @class" mode="#current"/>
      <xsl:attribute name="class" select="string-join((@class, 'block'), ' ')"/>
      <xsl:apply-templates mode="#current"/>
    </span>
  </xsl:template>

  <xsl:template match="sup[a/@role = 'doc-noteref']" mode="e:in-line">
    <xsl:copy-of select="."/>
  </xsl:template>
</xsl:stylesheet>
