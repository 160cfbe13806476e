<?xml version="1.0" encoding="UTF-8"?>
<!-- Code in a document: markup given back as text, and how its parts are written in prose. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <!-- Elements that specify TEI: what is to be read of them is their markup. -->
  <xsl:variable name="specification-names" as="map(xs:string, xs:boolean)" select="e:names('
    schemaSpec elementSpec classSpec macroSpec dataSpec moduleSpec specGrp paramSpec constraintSpec exemplum
    moduleRef specGrpRef elementRef classRef macroRef dataRef attDef attList attRef valList valItem content datatype model
    modelGrp modelSequence paramList classes memberOf alternate sequence anyElement textNode empty')"/>

  <!-- Whether an element is to be read as code: an example of XML, or a specification of TEI. -->
  <xsl:function name="e:is-listing" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="local-name($element) = 'egXML' or $specification-names(local-name($element)) = true()"/>
  </xsl:function>

  <!-- The content of an example as markup, or a specification with its own tags. -->
  <xsl:function name="e:markup" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="markup" as="xs:string*">
      <xsl:apply-templates select="if (local-name($element) = 'egXML') then $element/node() else $element" mode="e:markup"/>
    </xsl:variable>
    <xsl:variable name="lines" as="xs:string*" select="tokenize(replace(string-join($markup), '^\s*\n|\s+$', ''), '\n')"/>
    <xsl:variable name="indents" as="xs:integer*" select="$lines[matches(., '\S')] ! string-length(replace(., '\S.*$', '', 's'))"/>
    <xsl:variable name="indent" as="xs:integer" select="(min($indents), 0)[1]"/>
    <xsl:sequence select="string-join($lines ! substring(., (if (substring(., 1, $indent) => matches('^\s*$')) then $indent else 0) + 1), '&#10;')"/>
  </xsl:function>

  <xsl:mode name="e:markup" on-no-match="deep-skip"/>

  <xsl:template match="*" mode="e:markup" as="xs:string*">
    <xsl:variable name="attributes" as="xs:string*" select="
      @*[not(namespace-uri() = ('urn:tei:notation', 'urn:tei:edition'))]
        ! (' ' || name() || '=&quot;' || replace(e:escaped(.), '&quot;', '&amp;quot;') || '&quot;')"/>
    <xsl:variable name="declaration" as="xs:string?"
      select="if (namespace-uri() = namespace-uri(..) or local-name(..) = 'egXML') then () else ' xmlns' || substring-before(':' || name(), ':' || local-name()) || '=&quot;' || namespace-uri() || '&quot;'"/>
    <xsl:sequence select="'&lt;' || name() || string-join($attributes)"/>
    <xsl:choose>
      <xsl:when test="node()">
        <xsl:sequence select="'&gt;'"/>
        <xsl:apply-templates mode="#current"/>
        <xsl:sequence select="'&lt;/' || name() || '&gt;'"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="'/&gt;'"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="text()" mode="e:markup" as="xs:string">{e:escaped(.)}</xsl:template>
  <xsl:template match="comment()" mode="e:markup" as="xs:string">&lt;!--{.}--&gt;</xsl:template>
  <xsl:template match="processing-instruction()" mode="e:markup" as="xs:string">&lt;?{name()} {.}?&gt;</xsl:template>

  <xsl:function name="e:escaped" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="replace($words, '&amp;', '&amp;amp;') => replace('&lt;', '&amp;lt;') => replace('&gt;', '&amp;gt;')"/>
  </xsl:function>

  <!-- What stands before and after the name of an element, an attribute or a value. -->
  <xsl:function name="e:code-marks" as="xs:string+">
    <xsl:param name="element" as="element()"/>
    <xsl:choose>
      <xsl:when test="$element/self::gi[not(contains(., '&lt;'))]">
        <xsl:sequence select="'&lt;', '&gt;'"/>
      </xsl:when>
      <xsl:when test="$element/self::att[not(contains(., '@'))]">
        <xsl:sequence select="'@', ''"/>
      </xsl:when>
      <xsl:when test="$element/self::val[not(matches(., '^[&quot;“]'))]">
        <xsl:sequence select="'“', '”'"/>
      </xsl:when>
      <xsl:when test="$element/self::tag[not(contains(., '&lt;'))]">
        <xsl:sequence select="if ($element/@type = 'end') then '&lt;/' else '&lt;', if ($element/@type = 'empty') then '/&gt;' else '&gt;'"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="'', ''"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>
</xsl:stylesheet>
