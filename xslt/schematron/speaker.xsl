<?xml version="1.0" encoding="UTF-8"?>
<!-- Who speaks in a report, and of which place; and what is said instead where an expression fails. -->
<xsl:stylesheet version="3.0"
  xmlns="urn:tei:schematron:report"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:out="urn:tei:schematron:instruction"
  xmlns:compiled-from="urn:tei:schematron"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:sch="http://purl.oclc.org/dsdl/schematron"
  exclude-result-prefixes="#all">

  <!-- Who speaks: the assertion or rule, by the ids of all that it stands in. A role or flag holds for what is inside. -->
  <xsl:function name="compiled-from:identity" as="attribute()*">
    <xsl:param name="speaker" as="element()"/>
    <xsl:variable name="rule" as="element(sch:rule)" select="$speaker/ancestor-or-self::sch:rule[1]"/>
    <xsl:sequence select="
      compiled-from:constant('id', $speaker[not(self::sch:rule)]/@id),
      compiled-from:constant('rule', $rule/@id),
      compiled-from:constant('pattern', $rule/../@id),
      compiled-from:constant('test', $speaker/@test),
      compiled-from:constant('role', ($speaker, $rule, $rule/..)[@role][1]/@role),
      compiled-from:constant('flag', ($speaker, $rule, $rule/..)[@flag][1]/@flag),
      compiled-from:constant('severity', $speaker/@severity[not(starts-with(., '$'))]),
      compiled-from:constant('at', $speaker/@compiled-from:at)"/>
  </xsl:function>

  <!-- Whether what an assertion finds is less than an error, by the first of its attributes to say so; report.py reads them. -->
  <xsl:function name="compiled-from:minor" as="xs:boolean">
    <xsl:param name="assertion" as="element()"/>
    <xsl:variable name="said" as="attribute()*" select="compiled-from:identity($assertion)"/>
    <xsl:variable name="words" as="xs:string*"
      select="for $name in ('severity', 'role', 'flag') return $said[name() = $name] ! tokenize(lower-case(.))"/>
    <xsl:sequence select="not(starts-with($assertion/@severity, '$'))
      and $words[. = ($words-for-less, 'error', 'fatal')][1] = $words-for-less"/>
  </xsl:function>

  <xsl:variable name="words-for-less" as="xs:string+" select="'warning', 'warn', 'nonfatal', 'info', 'information'"/>

  <!-- The attributes that make a text rich: its language, and what a reader may be shown or led to. -->
  <xsl:function name="compiled-from:rich" as="attribute()*">
    <xsl:param name="speaker" as="element()"/>
    <xsl:sequence select="
      compiled-from:constant('xml:lang', $speaker/ancestor-or-self::*[@xml:lang][1]/@xml:lang),
      ($speaker/(@see, @icon, @fpi, @xml:space)) ! compiled-from:constant(name(), .)"/>
  </xsl:function>

  <!-- The expression for the node that a rule is about: an item that it visits may be none, or none of the document. -->
  <xsl:function name="compiled-from:nodes" as="xs:string">
    <xsl:param name="rule" as="element(sch:rule)?"/>
    <xsl:sequence select="if ($rule/@visit-each) then '(.[. instance of node()], $Q{urn:tei:schematron}visited)[1]' else ''"/>
  </xsl:function>

  <!-- The expression for the place of a finding: the subject, if there is such a node, else what the rule is about. -->
  <xsl:function name="compiled-from:location" as="xs:string">
    <xsl:param name="rule" as="element(sch:rule)"/>
    <xsl:param name="subject" as="xs:string?"/>
    <xsl:variable name="candidates" as="xs:string" select="string-join(($subject ! ('(' || . || ')'), '.'), ', ')"/>
    <xsl:sequence select="if ($rule/@visit-each)
      then 'path((' || $candidates || ', $Q{urn:tei:schematron}visited)[. instance of node()]'
        || '[root() is root($Q{urn:tei:schematron}visited)][1])'
      else if ($subject) then 'path((' || $candidates || ')[. instance of node()][1])'
      else 'path()'"/>
  </xsl:function>

  <!-- What becomes of an expression that cannot be evaluated for a node: the others still are. -->
  <xsl:function name="compiled-from:catch" as="element(xsl:catch)">
    <xsl:param name="speaker" as="element()"/>
    <xsl:param name="attribute" as="xs:string"/>
    <out:catch>
      <fault attribute="{$attribute}" location="{{{compiled-from:location($speaker/ancestor-or-self::sch:rule, ())}}}"
        code="{{local-name-from-QName($Q{{http://www.w3.org/2005/xqt-errors}}code)}}">
        <xsl:sequence select="compiled-from:identity($speaker)"/>
        <out:value-of select="$Q{{http://www.w3.org/2005/xqt-errors}}description"/>
      </fault>
    </out:catch>
  </xsl:function>

</xsl:stylesheet>
