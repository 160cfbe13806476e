<?xml version="1.0" encoding="UTF-8"?>
<!--
  How a pattern walks over a document. It visits only what its rules may select: where their contexts end in names of
  elements, the elements of these names; otherwise all elements; attributes, after the element that has them, and other
  nodes only where a context may select such. Most of a document is attributes, text and elements of other names.
-->
<xsl:stylesheet version="3.0"
  xmlns="urn:tei:schematron:report"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:out="urn:tei:schematron:instruction"
  xmlns:compiled-from="urn:tei:schematron"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  exclude-result-prefixes="#all">

  <xsl:mode name="drive" on-no-match="deep-skip"/>

  <!-- With more names than this, to look at every element once is quicker than to collect those of each name. -->
  <xsl:variable name="most-names" as="xs:integer" select="12"/>

  <xsl:template match="sch:pattern | sch:group" mode="drive" as="element(xsl:for-each)">
    <out:for-each select="/">
      <xsl:call-template name="walk">
        <xsl:with-param name="from" select="../sch:phase[@from]"/>
      </xsl:call-template>
    </out:for-each>
  </xsl:template>

  <xsl:template match="*[@documents]" mode="drive" as="element(xsl:for-each)">
    <out:for-each select="data(({@documents})) ! string()">
      <xsl:sequence select="compiled-from:origin(., 'documents')"/>
      <out:variable name="Q{{urn:tei:schematron}}document" select="string()"/>
      <out:choose>
        <out:when test="exists($Q{{urn:tei:schematron}}documents(.))">
          <out:for-each select="$Q{{urn:tei:schematron}}documents(.)">
            <xsl:call-template name="walk">
              <xsl:with-param name="document" select="'$Q{urn:tei:schematron}document'"/>
            </xsl:call-template>
          </out:for-each>
        </out:when>
        <out:otherwise>
          <absent document="{{.}}">
            <xsl:sequence select="compiled-from:constant('pattern', @id), compiled-from:constant('at', @compiled-from:at)"/>
          </absent>
        </out:otherwise>
      </out:choose>
    </out:for-each>
  </xsl:template>

  <xsl:template name="walk" as="element(Q{urn:tei:schematron:report}pattern)">
    <xsl:context-item as="element()" use="required"/>
    <xsl:param name="document" as="xs:string?"/>
    <!-- The phase that restricts validation to a part of the document. -->
    <xsl:param name="from" as="element(sch:phase)?"/>
    <pattern kind="{local-name()}">
      <xsl:sequence select="compiled-from:constant('id', @id), compiled-from:constant('role', @role)"/>
      <xsl:sequence select="compiled-from:constant('name', sch:title[1] ! normalize-space())"/>
      <xsl:if test="exists($document)">
        <xsl:attribute name="document" select="'{' || $document || '}'"/>
      </xsl:if>
      <out:apply-templates mode="{compiled-from:mode(.)}"
        select="{compiled-from:visited(., $from ! ('(' || @from || ')/descendant-or-self::'))}">
        <xsl:sequence select="$from ! compiled-from:origin(., 'from')"/>
      </out:apply-templates>
    </pattern>
  </xsl:template>

  <!-- The expression that selects what a pattern visits; $from is where, if not everywhere. -->
  <xsl:function name="compiled-from:visited" as="xs:string">
    <xsl:param name="pattern" as="element()"/>
    <xsl:param name="from" as="xs:string?"/>
    <xsl:variable name="names" as="xs:string*" select="$pattern/sch:rule ! compiled-from:names(.)"/>
    <xsl:choose>
      <xsl:when test="$pattern/sch:rule/@context[not(compiled-from:selects-elements(.))]">
        <xsl:sequence select="($from, 'descendant-or-self::')[1] || 'node()/(., @*)'"/>
      </xsl:when>
      <xsl:when test="$names = '*' or count(distinct-values($names)) gt $most-names">
        <xsl:sequence select="if ($from) then $from || 'node()[. instance of element() or . instance of document-node()]'
          else '., descendant::*'"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="string-join(
          (distinct-values($names) ! (if (. = '/') then ($from ! (. || 'document-node()'), '.')[1] else ($from, 'descendant::')[1] || .), '()'[empty($names)]),
          ' | ')"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- What a rule's context may select: tests for names of elements, "/" for the document, "*" for any element. -->
  <xsl:function name="compiled-from:names" as="xs:string+">
    <xsl:param name="rule" as="element(sch:rule)"/>
    <xsl:for-each select="tokenize(compiled-from:steps($rule/@context), '\|')">
      <xsl:variable name="last" as="xs:string" select="normalize-space(replace(., '^.*/', '', 's'))"/>
      <xsl:variable name="test" as="xs:string" select="replace($last, '^(child|descendant|self|descendant-or-self)\s*::\s*', '')"/>
      <xsl:choose>
        <xsl:when test="normalize-space() = '/'">/</xsl:when>
        <xsl:when test="matches($test, '^[\i-[:]][\c-[:]]*$')">
          <xsl:sequence select="$test"/>
        </xsl:when>
        <xsl:when test="matches($test, '^[\i-[:]][\c-[:]]*:[\i-[:]][\c-[:]]*$')">
          <xsl:variable name="uri" as="xs:string?" select="compiled-from:namespace($rule, substring-before($test, ':'))"/>
          <xsl:sequence select="if ($uri) then 'Q{' || $uri || '}' || substring-after($test, ':') else '*'"/>
        </xsl:when>
        <xsl:otherwise>*</xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:function>

  <!-- Whether a context selects nothing but elements and the document; false where that is not obvious. -->
  <xsl:function name="compiled-from:selects-elements" as="xs:boolean">
    <xsl:param name="context" as="xs:string"/>
    <xsl:variable name="steps" as="xs:string" select="compiled-from:steps($context)"/>
    <xsl:sequence select="matches($steps, '^[\w:*/|\s.\-]+$')
      and not(matches($steps, '(^|[|/\s])\.+([|/\s]|$)|attribute|namespace'))"/>
  </xsl:function>

  <!-- A path without its literals and predicates. -->
  <xsl:function name="compiled-from:steps" as="xs:string">
    <xsl:param name="context" as="xs:string"/>
    <xsl:sequence
      select="compiled-from:without-predicates(replace($context, '&quot;[^&quot;]*&quot;|''[^'']*''', ''))"/>
  </xsl:function>

  <xsl:function name="compiled-from:without-predicates" as="xs:string">
    <xsl:param name="expression" as="xs:string"/>
    <xsl:variable name="shorter" as="xs:string" select="replace($expression, '\[[^\[\]]*\]', '')"/>
    <xsl:sequence
      select="if ($shorter = $expression) then $shorter else compiled-from:without-predicates($shorter)"/>
  </xsl:function>

</xsl:stylesheet>
