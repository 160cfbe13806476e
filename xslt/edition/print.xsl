<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of an edition, as html.xsl or a project's stylesheet makes it, for paper: each note stands where its number
     is, from where print.css brings it to the foot of that page, and what only a screen has use for is left out. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition">

  <!-- The style sheets of screen and paper. -->
  <xsl:param name="css" as="xs:string" select="''"/>

  <!-- Whether notes stand where their numbers are. -->
  <xsl:param name="notes-at-foot" as="xs:boolean" select="true()"/>

  <!-- A note of more characters stands at the end: one that is longer than a page would be cut off at its foot. -->
  <xsl:variable name="e:longest-at-foot" as="xs:integer" select="1800"/>

  <xsl:output method="html" html-version="5" encoding="UTF-8" indent="no" include-content-type="no"/>

  <xsl:mode on-no-match="shallow-copy"/>

  <xsl:key name="e:note" match="section[tokenize(@class) = 'notes']/ol/li" use="@id"/>
  <xsl:key name="e:number" match="a[@role = 'doc-noteref']" use="substring(@href, 2)"/>

  <xsl:template match="style" as="element(style)">
    <style><xsl:value-of select="$css"/></style>
  </xsl:template>

  <xsl:template match="nav | script | *[tokenize(@class) = ('tip', 'self', 'hint', 'back', 'skip')] | *[@id = 'edition:download']"/>

  <!-- A note goes with the first of its numbers. One that has none, is long or stands in a note stays at the end. -->
  <xsl:function name="e:is-at-foot" as="xs:boolean">
    <xsl:param name="note" as="element(li)"/>
    <xsl:variable name="number" as="element(a)?" select="key('e:number', $note/@id, root($note))[1]"/>
    <xsl:sequence select="$notes-at-foot and string-length($note) le $e:longest-at-foot
                          and exists($number) and empty($number/ancestor::section[tokenize(@class) = 'notes'])"/>
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
  <xsl:template match="section[tokenize(@class) = 'notes']/ol/li[not(e:is-at-foot(.))]" as="element(li)">
    <li value="{count(preceding-sibling::li) + 1}">
      <xsl:apply-templates select="@*, node()"/>
    </li>
  </xsl:template>

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
