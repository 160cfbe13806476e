<?xml version="1.0" encoding="UTF-8"?>
<!-- Phrases of prose: names of elements and attributes, links, notes, emphasis. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:g="urn:tei:guide"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:template match="gi" mode="g:prose" as="node()*">
    <xsl:sequence select="g:named('element', normalize-space(.), if (@scheme and @scheme != 'TEI') then () else g:entry-id('element', .))"/>
  </xsl:template>

  <!-- An attribute is that of the element whose entry it stands in, of the only class, or
       else of the only owner, that has one of this name. -->
  <xsl:template match="att" mode="g:prose" as="node()*">
    <xsl:variable name="name" as="xs:string" select="replace(normalize-space(.), '^@', '')"/>
    <xsl:variable name="own" as="xs:string?" select="ancestor::g:entry[1]/(g:attribute[@name = $name]/@id, g:from/g:att[. = $name]/@to)[1] ! string()"/>
    <xsl:variable name="any" as="element()*" select="key('g:attribute', $name, root($guide))"/>
    <xsl:variable name="of-classes" as="element()*" select="$any[../@kind = 'class']"/>
    <xsl:sequence select="g:named('attribute', $name, ($own, ($any[count($any) = 1], $of-classes[count($of-classes) = 1])/@id)[1])"/>
  </xsl:template>

  <xsl:template match="val" mode="g:prose" as="element()">
    <code class="value">{normalize-space(.)}</code>
  </xsl:template>

  <xsl:template match="tag" mode="g:prose" as="element()">
    <code>{if (@type = 'end') then '&lt;/' else '&lt;'}{normalize-space(.)}{if (@type = 'empty') then '/>' else '>'}</code>
  </xsl:template>

  <xsl:template match="ident" mode="g:prose" as="node()*">
    <xsl:variable name="name" as="xs:string" select="normalize-space(.)"/>
    <xsl:variable name="kind" as="xs:string?" select="('class', 'macro', 'data')[exists(g:entry-id(., $name))][1]"/>
    <xsl:sequence select="g:named(($kind, 'ident')[1], $name, $kind ! g:entry-id(., $name))"/>
  </xsl:template>

  <xsl:template match="code | formula" mode="g:prose" as="element()">
    <code>{.}</code>
  </xsl:template>

  <xsl:template match="ref" mode="g:prose" as="node()*">
    <xsl:variable name="address" as="xs:string?" select="if (ancestor::ref) then () else g:address(@target)"/>
    <xsl:choose>
      <xsl:when test="$address and normalize-space(.) != '' and not(g:is-block(.)) and empty(.//ref | .//ptr | .//gi | .//att | .//ident | .//note | .//graphic)">
        <a href="{$address}"><xsl:apply-templates mode="g:prose"/></a>
      </xsl:when>
      <xsl:when test="$address and normalize-space(.) != '' and not(g:is-block(.)) and empty(.//note | .//graphic)">
        <a href="{$address}">{normalize-space(.)}</a>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates mode="g:prose"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="ptr" mode="g:prose" as="node()*">
    <xsl:variable name="address" as="xs:string?" select="g:address(@target)"/>
    <xsl:variable name="target" as="element()?" select="if (starts-with($address, '#')) then key('g:anchor', substring($address, 2), root($guide))[1] else ()"/>
    <xsl:variable name="words" as="xs:string" select="(g:heading($target), string(@target))[. != ''][1]"/>
    <xsl:choose>
      <xsl:when test="$address"><a href="{$address}">{$words}</a></xsl:when>
      <xsl:otherwise>{$words}</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A note of the text stands at its end; one in an entry stays where it is. -->
  <xsl:template match="note" mode="g:prose" as="element()">
    <xsl:choose>
      <xsl:when test="ancestor::text and not(ancestor::note) and not(ancestor::ref)">
        <xsl:variable name="number" as="xs:string" select="g:note-number(.)"/>
        <sup class="noteref"><a id="guide-noteref-{$number}" href="#guide-note-{$number}" role="doc-noteref" aria-label="Note {$number}">{$number}</a></sup>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="g:phrase"><xsl:with-param name="element" select="'span'"/><xsl:with-param name="class" select="'note'"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:variable name="notes" as="element(note)*" select="$text//note[not(g:is-in-example(.))][not(ancestor::note) and not(ancestor::ref)]"/>

  <xsl:function name="g:note-number" as="xs:string">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="string(1 + count($notes[. &lt;&lt; $note]))"/>
  </xsl:function>

  <xsl:template name="g:notes" as="element()?">
    <xsl:if test="$notes">
      <section class="notes" role="doc-endnotes" aria-labelledby="guide-notes">
        <h2 id="guide-notes">Notes</h2>
        <ol>
          <xsl:for-each select="$notes">
            <li id="guide-note-{position()}">
              <xsl:apply-templates mode="g:prose"/>
              <xsl:text> </xsl:text>
              <a class="back" href="#guide-noteref-{position()}" role="doc-backlink" aria-label="Back to the text, note {position()}">↩</a>
            </li>
          </xsl:for-each>
        </ol>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="emph | term | mentioned | foreign[not(@xml:lang)]" mode="g:prose" as="element()">
    <xsl:call-template name="g:phrase"><xsl:with-param name="element" select="if (self::emph) then 'em' else if (self::term) then 'dfn' else 'i'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="foreign[@xml:lang]" mode="g:prose" as="element()">
    <xsl:call-template name="g:phrase"><xsl:with-param name="element" select="'i'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="title" mode="g:prose" as="element()">
    <xsl:call-template name="g:phrase"><xsl:with-param name="element" select="if (@level = 'a') then 'q' else 'cite'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="q | soCalled | said" mode="g:prose" as="element()">
    <xsl:call-template name="g:phrase"><xsl:with-param name="element" select="'q'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="hi" mode="g:prose" as="element()">
    <xsl:call-template name="g:phrase">
      <xsl:with-param name="element" select="
        if (@rend = ('bold', 'strong')) then 'strong'
        else if (@rend = ('sup', 'superscript')) then 'sup'
        else if (@rend = ('sub', 'subscript')) then 'sub'
        else if (@rend = ('code', 'monospace', 'tt')) then 'code'
        else 'em'"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="lb" mode="g:prose" as="element()">
    <br/>
  </xsl:template>

  <xsl:template match="choice" mode="g:prose" as="node()*">
    <xsl:apply-templates select="((corr, reg, expan, abbr, *)[1])" mode="g:prose"/>
  </xsl:template>

  <xsl:template match="email" mode="g:prose" as="node()*">
    <xsl:variable name="address" as="xs:string?" select="g:address('mailto:' || normalize-space(.))"/>
    <xsl:choose>
      <xsl:when test="$address and not(ancestor::ref)"><a href="{$address}">{normalize-space(.)}</a></xsl:when>
      <xsl:otherwise>{.}</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
