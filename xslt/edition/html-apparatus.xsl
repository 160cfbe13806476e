<?xml version="1.0" encoding="UTF-8"?>
<!-- The reading view of a text with readings: the text of one witness at a time, and the apparatus at the foot. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <!-- All readings stand in the page; the style shows those of the witness that was chosen, and without a choice those of
       the edition. Classes say who has a reading: witness-1 for the first of the list. -->
  <xsl:template match="app[not(ancestor::listApp)]" mode="e:reading" as="node()*">
    <xsl:param name="is-linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="is-block" as="xs:boolean" select="e:is-block(.) or e:holds-block(.)"/>
    <xsl:element name="{if ($is-block) then 'div' else 'span'}">
      <xsl:sequence select="e:attributes(., 'app')"/>
      <xsl:for-each select="e:readings(.)">
        <xsl:element name="{e:phrase-element(., 'span')}">
          <xsl:sequence select="e:attributes(., (
            'rdg', if (. is e:base-reading(ancestor::app[1])) then 'base' else (),
            e:witnesses-of(.) ! ('witness-' || index-of($witnesses/generate-id(), generate-id()))))"/>
          <xsl:call-template name="e:content"/>
        </xsl:element>
      </xsl:for-each>
      <xsl:if test="not($is-linked)">
        <xsl:sequence select="e:variant-letter(.) ! e:variant-reference(., current())"/>
      </xsl:if>
      <xsl:apply-templates select="if (exists(e:readings(.))) then note | noteGrp else node()" mode="#current"/>
    </xsl:element>
  </xsl:template>

  <xsl:function name="e:variant-reference" as="element()">
    <xsl:param name="letter" as="xs:string"/>
    <xsl:param name="app" as="element(app)"/>
    <sup class="note-reference">
      <a id="variant-reference:{$letter}" href="#variant:{$letter}" aria-label="{e:say('page.readings', map{'letter': $letter})}">
        <xsl:sequence select="e:page-language-attribute($app)"/>
        <xsl:text>{$letter}</xsl:text>
      </a>
    </sup>
  </xsl:function>

  <!-- The apparatus ========================================================================================================= -->

  <xsl:template name="e:page-apparatus" as="element()?">
    <xsl:if test="exists($variant-places)">
      <section class="notes apparatus" id="edition:apparatus" aria-labelledby="edition:apparatus-heading">
        <h2 id="edition:apparatus-heading">{e:say('page.apparatus')}</h2>
        <ul>
          <xsl:for-each select="$variant-places">
            <xsl:variable name="letter" as="xs:string" select="e:variant-letter(.)"/>
            <li id="variant:{$letter}">
              <span class="variant-letter">{$letter}</span>
              <xsl:text> </xsl:text>
              <xsl:sequence select="e:variant-entry(.)"/>
              <xsl:text>&#xA0;</xsl:text>
              <a class="back" href="#variant-reference:{$letter}" aria-label="{e:say('page.back-to-readings', map{'letter': $letter})}">↩</a>
            </li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- An entry: the lemma and who has it, then the other readings. -->
  <xsl:function name="e:variant-entry" as="node()*">
    <xsl:param name="app" as="element(app)"/>
    <xsl:variable name="base" as="element()?" select="e:base-reading($app)"/>
    <xsl:for-each select="$base, e:readings($app) except $base">
      <xsl:if test="position() gt 1">
        <xsl:text>{if (position() = 2) then '] ' else '; '}</xsl:text>
      </xsl:if>
      <span>
        <xsl:sequence select="e:class(('variant', if (. is $base) then 'lemma' else ())), e:language-attributes(., $page-language)"/>
        <xsl:text>{e:reading-in-words(.)}</xsl:text>
      </span>
    </xsl:for-each>
    <xsl:for-each select="$app/witDetail[not(preceding-sibling::*[position() le 2][self::lem or self::rdg])]">
      <span class="variant"><xsl:text>; </xsl:text>{e:words(.)}</span>
    </xsl:for-each>
  </xsl:function>

  <!-- An apparatus that is a list of its own: each place with its readings. -->
  <xsl:template match="listApp//app" mode="e:reading" as="element()">
    <p>
      <xsl:sequence select="e:attributes(., 'app')"/>
      <xsl:sequence select="e:variant-location(.) ! e:caption-of(current(), .)"/>
      <xsl:sequence select="e:variant-entry(.)"/>
      <xsl:apply-templates select="note | noteGrp" mode="#current"/>
    </p>
  </xsl:template>

  <!-- The switch ============================================================================================================ -->

  <!-- It works by style alone: no script runs in the page. -->
  <xsl:template name="e:witness-switch" as="element()?">
    <xsl:if test="exists($variant-places) and exists($witnesses)">
      <fieldset class="witnesses">
        <legend>{e:say('witness.show')}</legend>
        <xsl:sequence select="e:witness-choice('0', e:say('witness.edition'), '')"/>
        <xsl:for-each select="$witnesses">
          <xsl:variable name="described" as="xs:string" select="e:spaced(string-join((text() | * except (abbr, witness))))"/>
          <xsl:sequence select="e:witness-choice(string(position()), e:siglum(.), $described)"/>
        </xsl:for-each>
      </fieldset>
    </xsl:if>
  </xsl:template>

  <xsl:function name="e:witness-choice" as="element()">
    <xsl:param name="number" as="xs:string"/>
    <xsl:param name="siglum" as="xs:string"/>
    <xsl:param name="description" as="xs:string"/>
    <label>
      <xsl:if test="$description != ''">
        <xsl:attribute name="title" select="$description"/>
      </xsl:if>
      <input type="radio" name="witness" id="witness:{$number}">
        <xsl:if test="$number = '0'">
          <xsl:attribute name="checked" select="'checked'"/>
        </xsl:if>
      </input>
      <xsl:text> {$siglum}</xsl:text>
    </label>
  </xsl:function>

  <!-- A witness in a list: its siglum before what it is. -->
  <xsl:template match="witness[@xml:id]" mode="e:reading" as="node()*">
    <xsl:element name="{if (e:is-block(.)) then e:paragraph-element(.) else e:phrase-element(., 'span')}">
      <xsl:sequence select="e:attributes(., 'witness')"/>
      <xsl:if test="not((abbr | idno)[e:words(.) = e:siglum(current())])">
        <span class="siglum">{e:siglum(.)}</span>
        <xsl:text> </xsl:text>
      </xsl:if>
      <xsl:call-template name="e:content"/>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
