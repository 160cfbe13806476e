<?xml version="1.0" encoding="UTF-8"?>
<!--
  How a pattern walks over a document. It visits only what its rules may select: the nodes that pass a test in which one of
  their contexts ends, such as elements of a name. Most of a document is attributes, text and elements of other names.
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

  <!--
    With more names than this, to look at every element once is quicker than to collect those of each name; and patterns
    that visit attributes of more names than this share one look at all attributes.
  -->
  <xsl:variable name="most-names" as="xs:integer" select="12"/>

  <!-- A context such as "tei:*[@when]" or "*[not(self::p)][@n and @k]": the second group is the attribute. -->
  <xsl:variable name="any-with-attribute" as="xs:string"
    select="'^\s*([\i-[:]][\c-[:]]*:)?\*\s*(?:\[[^\[\]]*\]\s*)*\[\s*@([\i-[:]][\c-[:]]*(?::[\i-[:]][\c-[:]]*)?)\s*(?:(?:and\s|=|!=)[^\[\]]*)?\]\s*(?:\[[^\[\]]*\]\s*)*$'"/>

  <!-- The attributes that are visited by patterns that share them, as a variable. -->
  <xsl:template name="shared-attributes" as="element(xsl:variable)?">
    <xsl:context-item as="element(sch:schema)" use="required"/>
    <xsl:variable name="tests" as="xs:string*" select="
      (sch:pattern | sch:group)[not(@documents)] ! compiled-from:attributes(distinct-values(sch:rule ! compiled-from:tests(.)))"/>
    <xsl:if test="exists($tests) and not(sch:phase/@from)">
      <out:variable name="Q{{urn:tei:schematron}}attributes" as="attribute()*"
        select="{string-join(distinct-values($tests) ! ('/descendant::*/' || .), ' | ')}"/>
    </xsl:if>
  </xsl:template>

  <!-- Those of these tests that are of attributes, if they are so many that they are shared. -->
  <xsl:function name="compiled-from:attributes" as="xs:string*">
    <xsl:param name="tests" as="xs:string*"/>
    <xsl:variable name="attributes" as="xs:string*" select="$tests[starts-with(., '@')]"/>
    <xsl:sequence select="$attributes[count($attributes) gt $most-names][not($tests = '?')]"/>
  </xsl:function>

  <xsl:template match="sch:pattern | sch:group" mode="drive" as="element()">
    <xsl:variable name="from" as="element(sch:phase)?" select="../sch:phase[@from]"/>
    <xsl:variable name="walk" as="element(xsl:for-each)">
      <out:for-each select="/">
        <xsl:call-template name="walk">
          <xsl:with-param name="from" select="$from"/>
        </xsl:call-template>
      </out:for-each>
    </xsl:variable>
    <xsl:sequence select="if ($from) then compiled-from:attempt($walk, $from, 'from') else $walk"/>
  </xsl:template>

  <xsl:template match="*[@documents]" mode="drive" as="element(xsl:try)">
    <xsl:variable name="walk" as="element(xsl:for-each)">
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
    </xsl:variable>
    <xsl:sequence select="compiled-from:attempt($walk, ., 'documents')"/>
  </xsl:template>

  <!-- A walk for which it must first be found out where it goes: if that fails, the other patterns are still applied. -->
  <xsl:function name="compiled-from:attempt" as="element(xsl:try)">
    <xsl:param name="walk" as="element(xsl:for-each)"/>
    <xsl:param name="speaker" as="element()"/>
    <xsl:param name="attribute" as="xs:string"/>
    <out:try>
      <xsl:sequence select="$walk"/>
      <out:catch>
        <fault attribute="{$attribute}" location="/" code="{{local-name-from-QName($Q{{http://www.w3.org/2005/xqt-errors}}code)}}">
          <xsl:sequence select="compiled-from:constant('pattern', $speaker/@id), compiled-from:constant('at', $speaker/@compiled-from:at)"/>
          <out:value-of select="$Q{{http://www.w3.org/2005/xqt-errors}}description"/>
        </fault>
      </out:catch>
    </out:try>
  </xsl:function>

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
      <xsl:variable name="visit" as="element(xsl:apply-templates)">
        <out:apply-templates mode="{compiled-from:mode(.)}"
          select="{compiled-from:visited(., $from ! ('(' || @from || ')/descendant-or-self::'), empty(($document, $from)))}">
          <xsl:sequence select="$from ! compiled-from:origin(., 'from')"/>
        </out:apply-templates>
      </xsl:variable>
      <xsl:choose>
        <xsl:when test="every $assertion in sch:rule/(sch:assert | sch:report) satisfies compiled-from:minor($assertion)">
          <out:if test="not($Q{{urn:tei:schematron}}errors-only)">
            <xsl:sequence select="$visit"/>
          </out:if>
        </xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="$visit"/>
        </xsl:otherwise>
      </xsl:choose>
    </pattern>
  </xsl:template>

  <!-- The expression that selects what a pattern visits; $from is where, if not everywhere; whether it may be $shared. -->
  <xsl:function name="compiled-from:visited" as="xs:string">
    <xsl:param name="pattern" as="element()"/>
    <xsl:param name="from" as="xs:string?"/>
    <xsl:param name="shared" as="xs:boolean"/>
    <xsl:variable name="axis" as="xs:string" select="($from, 'descendant::')[1]"/>
    <xsl:variable name="tests" as="xs:string*" select="distinct-values($pattern/sch:rule ! compiled-from:tests(.))"/>
    <xsl:variable name="names" as="xs:string*" select="$tests[matches(., '^[\i-[:]]')][not(ends-with(., '()'))]"/>
    <xsl:variable name="all" as="xs:boolean" select="$tests = '*' or count($names) gt $most-names"/>
    <xsl:choose>
      <xsl:when test="$tests = '?'">
        <xsl:sequence select="($from, 'descendant-or-self::')[1] || 'node()/(., @*)'"/>
      </xsl:when>
      <xsl:when test="empty($tests)">()</xsl:when>
      <xsl:otherwise>
        <xsl:variable name="paths" as="xs:string*" select="
          '.'[$tests = '/'][not($from)],
          ($axis || 'document-node()')[$tests = '/'][$from],
          ($axis || '*')[$all],
          $names[not($all)] ! ($axis || .),
          $tests[ends-with(., '()') or starts-with(., '*[')] ! ($axis || .),
          if ($shared and exists(compiled-from:attributes($tests))) then '$Q{urn:tei:schematron}attributes'
            else $tests[starts-with(., '@')] ! ($axis || '*/' || .)"/>
        <xsl:sequence select="string-join($paths, ' | ')"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!--
    What the context of a rule may select, a test for each of its alternatives: names of elements; "*" for any of them,
    "*[@n]" for those with an attribute; names of attributes after "@"; kinds of nodes, as "text()"; "/" for the document;
    "?" where that is not obvious.
  -->
  <xsl:function name="compiled-from:tests" as="xs:string+">
    <xsl:param name="rule" as="element(sch:rule)"/>
    <xsl:variable name="unquoted" as="xs:string" select="compiled-from:without-literals($rule/@context)"/>
    <!-- What is said in brackets of the steps before the last says nothing of what is selected. -->
    <xsl:variable name="steps" as="xs:string"
      select="replace(compiled-from:without-predicates($unquoted), '\([^()]*\)\s*/', '*/')"/>
    <xsl:variable name="needed" as="xs:string" select="replace($unquoted, $any-with-attribute, '$2')"/>
    <xsl:choose>
      <!-- Comments may have anything in them. -->
      <xsl:when test="contains($unquoted, '(:')">?</xsl:when>
      <xsl:when test="matches($unquoted, $any-with-attribute) and not(matches($unquoted, '\sor\s'))">
        <xsl:sequence select="'*[' || compiled-from:test($rule, '@' || $needed) || ']'"/>
      </xsl:when>
      <!-- Of two operands only the last would be looked at. -->
      <xsl:when test="matches($steps, '(^|\s)(union|intersect|except)(\s|$)')">?</xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="tokenize($steps, '\|') ! normalize-space() ! compiled-from:test($rule, .)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <xsl:function name="compiled-from:test" as="xs:string">
    <xsl:param name="rule" as="element(sch:rule)"/>
    <xsl:param name="path" as="xs:string"/>
    <xsl:variable name="last" as="xs:string" select="normalize-space(replace($path, '^.*/', ''))"/>
    <xsl:variable name="step" as="xs:string"
      select="replace(replace($last, '^(child|descendant|self|descendant-or-self) ?:: ?', ''), '^attribute ?:: ?', '@')"/>
    <xsl:variable name="kind" as="xs:string" select="if (starts-with($step, '@')) then '@' else ''"/>
    <xsl:variable name="name" as="xs:string" select="replace($step, '^@ ?', '')"/>
    <xsl:choose>
      <xsl:when test="$path = '/'">/</xsl:when>
      <xsl:when test="matches($name, '^(text|comment|processing-instruction|node)\(\)$') and $kind = ''">
        <xsl:sequence select="$name"/>
      </xsl:when>
      <xsl:when test="matches($name, '^[\i-[:]][\c-[:]]*$')">
        <xsl:sequence select="$kind || $name"/>
      </xsl:when>
      <xsl:when test="matches($name, '^(\*|\*:[\i-[:]][\c-[:]]*|[\i-[:]][\c-[:]]*:\*)$')">
        <xsl:sequence select="$kind || '*'"/>
      </xsl:when>
      <xsl:when test="matches($name, '^[\i-[:]][\c-[:]]*:[\i-[:]][\c-[:]]*$')">
        <xsl:variable name="uri" as="xs:string" select="compiled-from:namespace($rule, substring-before($name, ':'))"/>
        <xsl:sequence select="$kind || (if ($uri) then 'Q{' || $uri || '}' || substring-after($name, ':') else '*')"/>
      </xsl:when>
      <xsl:otherwise>?</xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- A path without its literals; as a predicate, each may stand between two words. -->
  <xsl:function name="compiled-from:without-literals" as="xs:string">
    <xsl:param name="context" as="xs:string"/>
    <xsl:sequence select="replace($context, '&quot;[^&quot;]*&quot;|''[^'']*''', ' ')"/>
  </xsl:function>

  <xsl:function name="compiled-from:without-predicates" as="xs:string">
    <xsl:param name="expression" as="xs:string"/>
    <xsl:variable name="shorter" as="xs:string" select="replace($expression, '\[[^\[\]]*\]', ' ')"/>
    <xsl:sequence
      select="if ($shorter = $expression) then $shorter else compiled-from:without-predicates($shorter)"/>
  </xsl:function>

</xsl:stylesheet>
