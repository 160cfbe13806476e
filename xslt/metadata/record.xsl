<?xml version="1.0" encoding="UTF-8"?>
<!--
  What the forms share: how a date, a language, a name or an identifier of the record is written by their rules.

  The record comes as the docstring of tei/metadata/crosswalks/record_xml.py describes it.
-->
<xsl:stylesheet version="3.0" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:c="urn:tei:crosswalk"
  xpath-default-namespace="urn:tei:record">

  <!-- Languages ==================================================================================================== -->

  <!-- The language of a text as an attribute, if it is a tag that XML Schema takes for one. -->
  <xsl:function name="c:lang" as="attribute(xml:lang)?">
    <xsl:param name="tag" as="xs:string?"/>
    <xsl:if test="c:is-tag($tag)">
      <xsl:attribute name="xml:lang" select="$tag"/>
    </xsl:if>
  </xsl:function>

  <xsl:function name="c:is-tag" as="xs:boolean">
    <xsl:param name="tag" as="xs:string?"/>
    <xsl:sequence select="matches($tag, '^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$')"/>
  </xsl:function>

  <!-- Dates ======================================================================================================== -->

  <!-- A day, month or year of EDTF as W3CDTF and ISO 8601 write it, too; none of a year beyond four digits. -->
  <xsl:function name="c:point" as="xs:string?">
    <xsl:param name="edtf" as="xs:string?"/>
    <xsl:sequence select="$edtf[matches(., '^-?\d{4}(-\d\d(-\d\d)?)?$')]"/>
  </xsl:function>

  <!-- Whether a point is one that the date types of XML Schema 1.0 have: they know no year 0 and count back from -1. -->
  <xsl:function name="c:is-common" as="xs:boolean">
    <xsl:param name="point" as="xs:string?"/>
    <xsl:sequence select="matches($point, '^\d{4}') and not(starts-with($point, '0000'))"/>
  </xsl:function>

  <!-- A date as ISO 8601 writes it, a stretch of time with a slash and an open end with nothing; the words of the header
       where the date is in words alone or lies beyond four digits. -->
  <xsl:function name="c:iso" as="xs:string?">
    <xsl:param name="date" as="element()?"/>
    <xsl:sequence select="(c:range($date), $date/@text/string()[. != ''], $date/@edtf/string())[1]"/>
  </xsl:function>

  <!-- The same without the words. -->
  <xsl:function name="c:range" as="xs:string?">
    <xsl:param name="date" as="element()?"/>
    <xsl:variable name="start" as="xs:string?" select="c:point($date/@start)"/>
    <xsl:variable name="end" as="xs:string?" select="c:point($date/@end)"/>
    <xsl:sequence select="
      if (exists($date/@start) and empty($start) or exists($date/@end) and empty($end)) then ()
      else if (empty(($start, $end))) then ()
      else if ($start = $end) then $start
      else $start || '/' || $end"/>
  </xsl:function>

  <!-- How sure the date is, in the terms that EDTF and MODS share. -->
  <xsl:function name="c:qualifier" as="xs:string?">
    <xsl:param name="date" as="element()?"/>
    <xsl:sequence select="
      if (contains($date/@edtf, '~') or contains($date/@edtf, '%')) then 'approximate'
      else if (contains($date/@edtf, '?')) then 'questionable'
      else ()"/>
  </xsl:function>

  <!-- Addresses ==================================================================================================== -->

  <!-- An address that may stand where a URI must; white space and the marks that no URI has make it none. -->
  <xsl:function name="c:uri" as="xs:string?">
    <xsl:param name="value" as="xs:string?"/>
    <xsl:sequence select="$value[matches(., '^[A-Za-z][A-Za-z0-9+.-]*:[^\s&quot;&lt;&gt;\\^`{|}]+$')][not(matches(., '%([^0-9A-Fa-f]|.?$|.[^0-9A-Fa-f])'))]"/>
  </xsl:function>

  <!-- Whether a value may stand where XML Schema has xs:anyURI, be it an address or one within the project. -->
  <xsl:function name="c:is-reference" as="xs:boolean">
    <xsl:param name="value" as="xs:string"/>
    <xsl:sequence select="exists(c:uri($value)) or matches($value, '^[A-Za-z0-9._~/?#&amp;=+,;@!$()*-]+$')"/>
  </xsl:function>

  <!-- The identifiers that are not known to be wrong. -->
  <xsl:function name="c:sound" as="element(identifiers)*">
    <xsl:param name="owner" as="element()?"/>
    <xsl:sequence select="$owner/identifiers[not(@valid = 'false')]"/>
  </xsl:function>

  <!-- An identifier by its address, or else as it is. -->
  <xsl:function name="c:identifier" as="xs:string">
    <xsl:param name="identifier" as="element()"/>
    <xsl:sequence select="string(($identifier/@uri, $identifier/@value)[1])"/>
  </xsl:function>

  <!-- Something else that the record names: by an identifier, by an address, in words. -->
  <xsl:function name="c:named" as="xs:string?">
    <xsl:param name="item" as="element()"/>
    <xsl:sequence select="(c:sound($item) ! c:identifier(.), $item/@target[c:uri(.)], $item/@text, $item/@target)[1] ! string()"/>
  </xsl:function>

  <!-- Titles, licences, sources ==================================================================================== -->

  <!-- The title to call the document by. -->
  <xsl:function name="c:main-title" as="element(titles)?">
    <xsl:param name="record" as="element(record)"/>
    <xsl:sequence select="
      $record/titles[@text = $record/title/@text][string(@type) = string($record/title/@type)][string(@level) = string($record/title/@level)][1]"/>
  </xsl:function>

  <!-- The titles of the document, the one to call it by first; those of its series or journal are not its own. -->
  <xsl:function name="c:titles" as="element(titles)*">
    <xsl:param name="record" as="element(record)"/>
    <xsl:variable name="main" as="element(titles)?" select="c:main-title($record)"/>
    <xsl:sequence select="$main, $record/titles[not(@level = ('s', 'j'))] except $main"/>
  </xsl:function>

  <!-- The titles of the series or journal among those of the document. -->
  <xsl:function name="c:host-titles" as="element(titles)*">
    <xsl:param name="record" as="element(record)"/>
    <xsl:sequence select="$record/titles[@level = ('s', 'j')] except c:main-title($record)"/>
  </xsl:function>

  <!-- A licence in words: those of the header, or its address. -->
  <xsl:function name="c:licence" as="xs:string">
    <xsl:param name="licence" as="element(licences)"/>
    <xsl:sequence select="string(($licence/@text, $licence/@spdx, $licence/@uri)[1])"/>
  </xsl:function>

  <!-- A source in words. -->
  <xsl:function name="c:source" as="xs:string?">
    <xsl:param name="source" as="element(sources)"/>
    <xsl:sequence select="
      ($source/@citation, $source/titles[1]/@text, $source/shelfmarks[1]/@text, c:sound($source)[1] ! c:identifier(.))[1] ! string()"/>
  </xsl:function>

  <!-- A series in words: its titles, what the header says of it, the volume. -->
  <xsl:function name="c:series" as="xs:string">
    <xsl:param name="series" as="element(series)"/>
    <xsl:sequence select="
      (string-join(($series/titles/@text, $series/@text, $series/scope/@text), ', ')[. != ''], c:sound($series)[1] ! c:identifier(.), '')[1]"/>
  </xsl:function>

  <!-- A measure in words. -->
  <xsl:function name="c:extent" as="xs:string">
    <xsl:param name="measure" as="element()"/>
    <xsl:sequence select="string(($measure/@text, $measure/string-join((@quantity, @unit), ' '))[1])"/>
  </xsl:function>
</xsl:stylesheet>
