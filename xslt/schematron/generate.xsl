<?xml version="1.0" encoding="UTF-8"?>
<!--
  Schema to stylesheet. Each pattern becomes a mode, each rule a template rule of that mode whose priority falls with its
  place, so that a node fires the first rule of the pattern that matches it and no other.

  The report that the stylesheet gives, in the namespace urn:tei:schematron:report:

    report/pattern[@kind, @id, …]  one for each pattern or group, and for each document that @documents applies it to
      fired[@id, @context, …]      one for each rule that fired, if the parameter "fired" is true; of patterns that find
                                   nothing but what is less than an error, none if the parameter "errors-only" is true
      failed-assert, successful-report [@id, @rule, @pattern, @test, @role, @flag, @severity, @location]
        message                    the author's words, runs of white space as one space
        diagnostic[@id]  property[@id]
      fault[@id, …, @at, @attribute, @code, @location]    an expression that could not be evaluated, and why; outside of a
                                                          pattern, if it tells what the pattern applies to
      absent[@document]            a document that the pattern asks for and the caller did not give

  The author's expressions see the prefixes that origin.xsl tells: what the compiler adds has no prefix or, where there must
  be one, a prefix that the schema does not use.
-->
<xsl:stylesheet version="3.0"
  xmlns="urn:tei:schematron:report"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:out="urn:tei:schematron:instruction"
  xmlns:compiled-from="urn:tei:schematron"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  xmlns:sqf="http://www.schematron-quickfix.com/validator/process"
  exclude-result-prefixes="#all">

  <xsl:namespace-alias stylesheet-prefix="out" result-prefix="xsl"/>

  <xsl:mode name="generate" on-no-match="deep-skip"/>
  <xsl:mode name="choose" on-no-match="deep-skip"/>
  <xsl:mode name="variable" on-no-match="deep-skip"/>
  <xsl:mode name="rooted-variable" on-no-match="deep-skip"/>
  <xsl:mode name="assertion" on-no-match="deep-skip"/>
  <xsl:mode name="message" on-no-match="shallow-skip"/>
  <xsl:mode name="embedded" on-no-match="shallow-copy"/>

  <!-- The declarations of XSLT that a schema may hold. Others could change how the schema itself is run. -->
  <xsl:variable name="declarations" as="xs:QName+"
    select="(xs:QName('xsl:function'), xs:QName('xsl:key'), xs:QName('xsl:accumulator'), xs:QName('xsl:decimal-format'),
      xs:QName('xsl:variable'), xs:QName('xsl:param'))"/>

  <!-- generate -->

  <xsl:template match="sch:schema" mode="generate" as="element(xsl:stylesheet)">
    <out:stylesheet version="3.0" exclude-result-prefixes="#all">
      <xsl:call-template name="declarations"/>
      <out:output method="xml" encoding="UTF-8" omit-xml-declaration="yes" indent="no"/>
      <out:param name="Q{{urn:tei:schematron}}fired" as="Q{{http://www.w3.org/2001/XMLSchema}}boolean" select="false()"/>
      <out:param name="Q{{urn:tei:schematron}}errors-only" as="Q{{http://www.w3.org/2001/XMLSchema}}boolean" select="false()"/>
      <xsl:apply-templates select="." mode="fixes"/>
      <xsl:apply-templates select="sch:phase/sch:let" mode="variable">
        <xsl:with-param name="kind" select="'param'"/>
      </xsl:apply-templates>
      <xsl:apply-templates select="(sch:pattern | sch:group)/sch:let[not(compiled-from:shared(.))]" mode="variable"/>
      <xsl:call-template name="shared-attributes"/>
      <out:template match="/">
        <report>
          <xsl:apply-templates select="sch:pattern | sch:group" mode="drive"/>
        </report>
      </out:template>
      <xsl:apply-templates select="sch:pattern | sch:group" mode="generate"/>
    </out:stylesheet>
  </xsl:template>

  <!-- What every stylesheet made from a schema declares: its prefixes, its variables and what it has in XSLT. -->
  <xsl:template name="declarations" as="node()*">
    <xsl:context-item as="element(sch:schema)" use="required"/>
    <xsl:for-each-group select="sch:ns" group-by="string(@prefix)">
      <xsl:namespace name="{@prefix}" select="string(@uri)"/>
    </xsl:for-each-group>
    <xsl:if test="lower-case(normalize-space(@queryBinding)) = ('xslt', 'xpath')">
      <!-- The processor then compares and converts values as XPath 1.0 does. -->
      <xsl:attribute name="version" select="'1.0'"/>
    </xsl:if>
    <out:param name="Q{{urn:tei:schematron}}documents" as="map(*)" select="map{{}}"/>
    <xsl:if test="xsl:accumulator">
      <out:mode use-accumulators="#all"/>
    </xsl:if>
    <xsl:apply-templates select="sch:param, sch:let" mode="variable">
      <xsl:with-param name="kind" select="'param'"/>
    </xsl:apply-templates>
    <xsl:apply-templates select="xsl:*[node-name() = $declarations]" mode="embedded"/>
  </xsl:template>

  <!-- For the phase #ANY: the stylesheet that tells the id of the first phase whose condition holds, else #ALL. -->
  <xsl:template match="sch:schema" mode="choose" as="element(xsl:stylesheet)">
    <out:stylesheet version="3.0" exclude-result-prefixes="#all">
      <xsl:call-template name="declarations"/>
      <out:output method="text"/>
      <out:template match="/">
        <out:choose>
          <xsl:for-each select="sch:phase[@when]">
            <out:when test="{@when}">
              <xsl:sequence select="compiled-from:origin(., 'when')"/>
              <out:text><xsl:value-of select="@id"/></out:text>
            </out:when>
          </xsl:for-each>
          <out:when test="true()"><out:text>#ALL</out:text></out:when>
        </out:choose>
      </out:template>
    </out:stylesheet>
  </xsl:template>

  <xsl:template match="sch:pattern | sch:group" mode="generate" as="node()*">
    <xsl:text>&#10;</xsl:text>
    <out:mode name="{compiled-from:mode(.)}" on-no-match="deep-skip">
      <xsl:if test="../xsl:accumulator">
        <xsl:attribute name="use-accumulators" select="'#all'"/>
      </xsl:if>
    </out:mode>
    <!-- Even "deep-skip" goes on from a document to its children, and they are visited anyway. -->
    <out:template match="document-node()" mode="{compiled-from:mode(.)}" priority="0"/>
    <xsl:apply-templates select="sch:rule" mode="generate"/>
  </xsl:template>

  <!-- In a group the other rules that match the node are fired, too. -->
  <xsl:template match="sch:rule" mode="generate" as="node()+">
    <xsl:text>&#10;</xsl:text>
    <out:template match="{@context}" mode="{compiled-from:mode(..)}" priority="{count(following-sibling::sch:rule) + 1}">
      <xsl:sequence select="compiled-from:origin(., 'context')"/>
      <xsl:apply-templates select="../sch:let[compiled-from:shared(.)]" mode="rooted-variable"/>
      <xsl:if test="@visit-each">
        <out:variable name="Q{{urn:tei:schematron}}visited" select="."/>
      </xsl:if>
      <out:if test="$Q{{urn:tei:schematron}}fired">
        <fired>
          <xsl:sequence select="(@id, @context, @visit-each, @role, @flag) ! compiled-from:constant(local-name(), .)"/>
        </fired>
      </out:if>
      <xsl:choose>
        <xsl:when test="sch:let or @visit-each">
          <out:try>
            <xsl:apply-templates select="sch:let" mode="variable"/>
            <xsl:call-template name="assertions"/>
            <xsl:sequence select="compiled-from:catch(., if (@visit-each) then 'visit-each' else 'let')"/>
          </out:try>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="assertions"/>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:if test="parent::sch:group">
        <out:next-match/>
      </xsl:if>
    </out:template>
  </xsl:template>

  <!-- The assertions of a rule, for the node that fired it or, one after another, for the items that it is to visit. -->
  <xsl:template name="assertions" as="node()*">
    <xsl:context-item as="element(sch:rule)" use="required"/>
    <xsl:choose>
      <xsl:when test="@visit-each">
        <out:for-each select="{@visit-each}">
          <xsl:sequence select="compiled-from:origin(., 'visit-each')"/>
          <xsl:apply-templates select="sch:assert | sch:report" mode="assertion"/>
        </out:for-each>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="sch:assert | sch:report" mode="assertion"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- variable: declared where the instruction stands; rooted-variable: the same, seen from the document's root. -->

  <xsl:template match="sch:let" mode="variable" as="element()">
    <xsl:param name="kind" as="xs:string" select="'variable'"/>
    <xsl:element name="xsl:{$kind}">
      <xsl:copy-of select="@name, @as"/>
      <xsl:if test="@value">
        <xsl:attribute name="select" select="@value"/>
      </xsl:if>
      <xsl:sequence select="compiled-from:origin(., 'value')"/>
      <xsl:if test="not(@value)">
        <xsl:apply-templates select="node()" mode="embedded"/>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <xsl:template match="sch:param" mode="variable" as="element(xsl:param)">
    <out:param name="{@name}" select="{@value}">
      <xsl:sequence select="compiled-from:origin(., 'value')"/>
    </out:param>
  </xsl:template>

  <xsl:template match="sch:let[@value]" mode="rooted-variable" as="element(xsl:variable)">
    <out:variable name="{@name}" as="{(@as, 'item()*')[1]}">
      <xsl:sequence select="compiled-from:namespaces(., string(@as))"/>
      <out:for-each select="root()">
        <out:sequence select="{@value}">
          <xsl:sequence select="compiled-from:origin(., 'value')"/>
        </out:sequence>
      </out:for-each>
    </out:variable>
  </xsl:template>

  <xsl:template match="sch:let[not(@value)]" mode="rooted-variable" as="element(xsl:variable)">
    <xsl:apply-templates select="." mode="variable"/>
  </xsl:template>

  <!-- assertion. The test stands in an attribute of its own: nothing written in it can reach beyond it. -->

  <xsl:template match="sch:assert" mode="assertion" as="element(xsl:try)">
    <out:try>
      <out:choose>
        <out:when test="{@test}">
          <xsl:sequence select="compiled-from:origin(., 'test')"/>
        </out:when>
        <out:otherwise>
          <failed-assert>
            <xsl:apply-templates select="." mode="finding"/>
          </failed-assert>
        </out:otherwise>
      </out:choose>
      <xsl:sequence select="compiled-from:catch(., 'test')"/>
    </out:try>
  </xsl:template>

  <xsl:template match="sch:report" mode="assertion" as="element(xsl:try)">
    <out:try>
      <out:if test="{@test}">
        <xsl:sequence select="compiled-from:origin(., 'test')"/>
        <successful-report>
          <xsl:apply-templates select="." mode="finding"/>
        </successful-report>
      </out:if>
      <xsl:sequence select="compiled-from:catch(., 'test')"/>
    </out:try>
  </xsl:template>

  <!-- finding: the attributes and the content of what is reported. @subject, where there is one, is the place. -->

  <xsl:template match="sch:assert | sch:report" mode="finding" as="node()*">
    <xsl:variable name="schema" as="element(sch:schema)" select="ancestor::sch:schema"/>
    <xsl:variable name="pattern" as="element()" select="../.."/>
    <xsl:variable name="subject" as="attribute(subject)?" select="(@subject, ../@subject)[1]"/>
    <xsl:sequence select="compiled-from:identity(.)"/>
    <xsl:if test="starts-with(@severity, '$')">
      <out:attribute name="severity" select="{@severity}">
        <xsl:sequence select="compiled-from:origin(., 'severity')"/>
      </out:attribute>
    </xsl:if>
    <out:attribute name="location" select="{compiled-from:location(.., $subject)}">
      <xsl:sequence select="compiled-from:origin($subject/.., 'subject')"/>
    </out:attribute>
    <message>
      <xsl:sequence select="compiled-from:rich(.)"/>
      <xsl:apply-templates select="." mode="normalised"/>
    </message>
    <xsl:for-each select="tokenize(@diagnostics)">
      <xsl:apply-templates select="($pattern/sch:diagnostic, $schema//sch:diagnostic)[@id = current()][1]" mode="finding"/>
    </xsl:for-each>
    <xsl:for-each select="tokenize(@properties)">
      <xsl:apply-templates select="($pattern/sch:property, $schema//sch:property)[@id = current()][1]" mode="finding"/>
    </xsl:for-each>
    <xsl:apply-templates select="." mode="fixes"/>
  </xsl:template>

  <xsl:template match="sch:diagnostic" mode="finding" as="element(Q{urn:tei:schematron:report}diagnostic)">
    <diagnostic>
      <xsl:sequence select="(@id, @role) ! compiled-from:constant(local-name(), .), compiled-from:rich(.)"/>
      <xsl:apply-templates select="." mode="normalised"/>
    </diagnostic>
  </xsl:template>

  <xsl:template match="sch:property" mode="finding" as="element(Q{urn:tei:schematron:report}property)">
    <property>
      <xsl:sequence select="(@id, @role, @scheme) ! compiled-from:constant(local-name(), .), compiled-from:rich(.)"/>
      <xsl:apply-templates select="node()" mode="message"/>
    </property>
  </xsl:template>

  <xsl:template match="*" mode="normalised" as="element()+">
    <out:variable name="Q{{urn:tei:schematron}}words">
      <xsl:apply-templates select="node()" mode="message"/>
    </out:variable>
    <out:value-of select="normalize-space($Q{{urn:tei:schematron}}words)"/>
  </xsl:template>

  <!-- message -->

  <xsl:template match="text()" mode="message" as="element(xsl:text)">
    <out:text>
      <xsl:value-of select="."/>
    </out:text>
  </xsl:template>

  <xsl:template match="sch:value-of" mode="message" as="element(xsl:value-of)">
    <out:value-of select="{@select}">
      <xsl:sequence select="compiled-from:origin(., 'select')"/>
    </out:value-of>
  </xsl:template>

  <xsl:template match="sch:name" mode="message" as="element(xsl:value-of)">
    <out:value-of select="{(@path, compiled-from:nodes(ancestor::sch:rule) ! ('name(' || . || ')'))[1]}">
      <xsl:sequence select="compiled-from:origin(., 'path')"/>
    </out:value-of>
  </xsl:template>

  <xsl:template match="xsl:*" mode="message" as="element()">
    <xsl:apply-templates select="." mode="embedded"/>
  </xsl:template>

  <!-- The words of a repair are no part of the message that it stands in. -->
  <xsl:template match="sqf:*" mode="message" as="empty-sequence()"/>

  <!-- embedded: what the author wrote in XSLT or as elements of a variable, without the compiler's marks on it. -->

  <xsl:template match="*[not(self::xsl:*)]/@compiled-from:at" mode="embedded" as="empty-sequence()"/>

  <xsl:function name="compiled-from:mode" as="xs:string">
    <xsl:param name="pattern" as="element()"/>
    <xsl:sequence select="'Q{urn:tei:schematron}pattern-' || count($pattern/preceding-sibling::*) + 1"/>
  </xsl:function>

  <!--
    Whether a pattern's variable shares its name with that of another pattern, as happens to every instance of an
    abstract pattern. Such a variable cannot be global: it is declared in each rule, and unknown to the contexts of rules.
  -->
  <xsl:function name="compiled-from:shared" as="xs:boolean">
    <xsl:param name="let" as="element(sch:let)"/>
    <xsl:sequence select="$let/@name = $let/../../((sch:pattern | sch:group) except $let/..)/sch:let/@name"/>
  </xsl:function>

  <!-- An attribute for a literal result element: braces are doubled, since XSLT would take them for an expression. -->
  <xsl:function name="compiled-from:constant" as="attribute()?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="value" as="xs:anyAtomicType?"/>
    <xsl:if test="exists($value)">
      <xsl:attribute name="{$name}" select="replace(string($value), '[{}]', '$0$0')"/>
    </xsl:if>
  </xsl:function>

</xsl:stylesheet>
