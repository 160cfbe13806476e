<?xml version="1.0" encoding="UTF-8"?>
<!-- The reading view of verse: stanzas, lines with their numbers, pauses in a line. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:template match="l[e:is-block(.)]" mode="e:reading" as="element()" priority="0.6">
    <xsl:call-template name="e:block">
      <xsl:with-param name="name" select="e:paragraph-element(.)"/>
      <xsl:with-param name="classes" select="'l', @part[. = ('M', 'F')] ! ('part-' || .)"/>
      <xsl:with-param name="before" select="e:line-number(.) ! e:line-number-element(.)"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A line is numbered as the document numbers it: every fifth, and whatever is no plain number. -->
  <xsl:function name="e:line-number" as="xs:string?">
    <xsl:param name="line" as="element(l)"/>
    <xsl:sequence select="
      $line/@n[. != ''][if (. castable as xs:integer) then xs:integer(.) mod 5 = 0 else true()][not($line/@part = ('M', 'F'))] ! string()"/>
  </xsl:function>

  <xsl:function name="e:line-number-element" as="element()">
    <xsl:param name="number" as="xs:string"/>
    <span class="line-number" lang="{$page-language}">{$number}<span class="unseen">&#xA0;</span></span>
  </xsl:function>

  <xsl:template match="caesura" mode="e:reading" as="element()">
    <span class="caesura">&#x2003;</span>
  </xsl:template>
</xsl:stylesheet>
