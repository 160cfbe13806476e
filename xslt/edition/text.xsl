<?xml version="1.0" encoding="UTF-8"?>
<!-- An edition as plain text: a row of `line` elements, which the caller folds to its width. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:include href="words.xsl"/>
  <xsl:include href="record.xsl"/>
  <xsl:include href="names.xsl"/>
  <xsl:include href="signs.xsl"/>
  <xsl:include href="kinds.xsl"/>
  <xsl:include href="notes.xsl"/>
  <xsl:include href="apparatus.xsl"/>
  <xsl:include href="happenings.xsl"/>
  <xsl:include href="code.xsl"/>
  <xsl:include href="lines.xsl"/>
  <xsl:include href="text-kinds.xsl"/>
  <xsl:include href="text-surface.xsl"/>

  <!-- `reading`: the edition with its head and notes. `diplomatic`: the lines of the transcription and nothing else. -->
  <xsl:param name="view" as="xs:string" select="'reading'"/>

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/" as="element(e:lines)">
    <e:lines>
      <xsl:choose>
        <xsl:when test="$view = 'diplomatic'">
          <xsl:sequence select="$lines ! e:line(e:spaced(string(.)), '', '')"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="e:text-edition"/>
        </xsl:otherwise>
      </xsl:choose>
    </e:lines>
  </xsl:template>

  <!-- One line before folding. @first stands before its first row, @rest before the others; @underline asks for a row of
       that character below, as long as the line. An empty line is a blank one; several in a row are one. -->
  <xsl:function name="e:line" as="element(e:line)">
    <xsl:param name="words" as="xs:string"/>
    <xsl:param name="first" as="xs:string"/>
    <xsl:param name="rest" as="xs:string"/>
    <e:line first="{$first}" rest="{$rest}">{$words}</e:line>
  </xsl:function>

  <xsl:variable name="blank" as="element(e:line)"><e:line/></xsl:variable>

  <!-- How many columns words take: those of Chinese and its like take two each. -->
  <xsl:function name="e:columns" as="xs:integer">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="string-length($words) + string-length(replace($words, '[^&#x1100;-&#x115F;&#x2E80;-&#xA4CF;&#xAC00;-&#xD7A3;&#xF900;-&#xFAFF;&#xFE30;-&#xFE6F;&#xFF00;-&#xFF60;&#xFFE0;-&#xFFE6;]', ''))"/>
  </xsl:function>

  <xsl:template name="e:text-heading" as="element(e:line)*">
    <xsl:param name="words" as="xs:string" required="yes"/>
    <xsl:param name="rule" as="xs:string" select="'-'"/>
    <xsl:sequence select="$blank"/>
    <e:line underline="{$rule}">{$words}</e:line>
    <xsl:sequence select="$blank"/>
  </xsl:template>

  <xsl:template name="e:text-edition" as="element(e:line)*">
    <xsl:call-template name="e:text-header"/>
    <xsl:if test="$abstract">
      <xsl:call-template name="e:text-heading">
        <xsl:with-param name="words" select="e:say('page.abstract')"/>
      </xsl:call-template>
      <xsl:apply-templates select="$abstract" mode="e:plain"/>
    </xsl:if>
    <xsl:call-template name="e:text-heading">
      <xsl:with-param name="words" select="e:say('page.text')"/>
    </xsl:call-template>
    <xsl:apply-templates select="$text" mode="e:plain"/>
    <xsl:call-template name="e:text-apparatus"/>
    <xsl:if test="exists($footnotes)">
      <xsl:call-template name="e:text-heading">
        <xsl:with-param name="words" select="e:say('page.notes')"/>
      </xsl:call-template>
      <xsl:for-each select="$footnotes">
        <xsl:variable name="number" as="xs:string" select="'[' || position() || '] '"/>
        <xsl:variable name="words" as="xs:string">
          <xsl:value-of><xsl:apply-templates mode="e:phrase"/></xsl:value-of>
        </xsl:variable>
        <xsl:sequence select="e:line(e:spaced(e:note-label(.) || e:say('join.colon') || $words), $number, replace($number, '.', ' '))"/>
      </xsl:for-each>
    </xsl:if>
    <xsl:call-template name="e:text-source"/>
  </xsl:template>

  <!-- Title, subtitle and facts. -->
  <xsl:template name="e:text-header" as="element(e:line)*">
    <e:line underline="=">{$title}</e:line>
    <xsl:sequence select="$subtitle ! e:line(e:words(.), '', '')"/>
    <xsl:sequence select="$blank"/>
    <xsl:variable name="width" as="xs:integer" select="xs:integer(max((0, $facts ! e:columns(?label)))) + 2"/>
    <xsl:for-each select="$facts">
      <xsl:variable name="label" as="xs:string" select="?label || string-join((1 to $width - e:columns(?label)) ! ' ')"/>
      <xsl:sequence select="e:line(string-join(?elements ! (if (self::date or self::origDate) then e:moment(.) else e:words(.)), '; '), $label, string-join((1 to $width) ! ' '))"/>
    </xsl:for-each>
  </xsl:template>

  <!-- The source and its rights, and those of the edition. -->
  <xsl:template name="e:text-source" as="element(e:line)*">
    <xsl:variable name="rights" as="element()*"
      select="$publication/availability/(p | licence), $copy-text/availability/(p | licence)"/>
    <xsl:variable name="citation" as="element()*" select="$copy-text/note[@type = 'citation'], $publisher, $identifiers"/>
    <xsl:if test="exists(($rights, $citation))">
      <xsl:call-template name="e:text-heading">
        <xsl:with-param name="words" select="e:say('page.source-and-rights')"/>
      </xsl:call-template>
      <xsl:for-each select="$copy-text/note[@type = 'citation'], $rights">
        <xsl:sequence select="e:line(string-join((e:words(.), @target[e:is-address(.)]), ' '), '', ''), $blank"/>
      </xsl:for-each>
      <xsl:sequence select="
        e:line(string-join(($publisher ! e:words(.), $publication/date[1] ! e:moment(.), $identifiers ! e:words(.)), ', '), '', '')"/>
    </xsl:if>
  </xsl:template>

  <!-- Blocks ============================================================================================================= -->

  <!-- A block gives lines; @indent before each is handed down. What is in it between blocks becomes a line of its own. -->
  <xsl:mode name="e:plain" on-no-match="deep-skip"/>

  <xsl:template match="*" mode="e:plain" as="element(e:line)*">
    <xsl:param name="indent" as="xs:string" select="''" tunnel="yes"/>
    <xsl:param name="first" as="xs:string" select="$indent"/>
    <xsl:param name="rest" as="xs:string" select="$indent"/>
    <xsl:param name="tight" as="xs:boolean" select="e:is-tight(.)"/>
    <xsl:variable name="margin" as="xs:string" select="if (exists(e:marks(.))) then '| ' else ''"/>
    <xsl:for-each-group select="node()" group-adjacent="self::*[not(self::note[e:is-footnote(.)])] ! (e:is-block(.) or e:holds-block(.)) = true()">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <xsl:apply-templates select="current-group()" mode="#current">
            <xsl:with-param name="indent" select="$margin || $rest" tunnel="yes"/>
          </xsl:apply-templates>
        </xsl:when>
        <xsl:otherwise>
          <xsl:variable name="phrase" as="xs:string">
            <xsl:value-of>
              <xsl:apply-templates select="current-group()" mode="e:phrase"/>
              <xsl:if test="position() = last()">{e:note-numbers(..)}</xsl:if>
            </xsl:value-of>
          </xsl:variable>
          <xsl:variable name="leading" as="xs:string" select="$margin || (if (position() = 1) then $first else $rest)"/>
          <xsl:for-each select="tokenize($phrase, '&#xE000;') ! e:spaced(.)[. != '']">
            <xsl:sequence select="e:line(., if (position() = 1) then $leading else $margin || $rest, $margin || $rest)"/>
          </xsl:for-each>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
    <xsl:if test="not($tight)">
      <xsl:sequence select="$blank"/>
    </xsl:if>
  </xsl:template>

  <!-- Lines that belong together without a blank line between them. -->
  <xsl:function name="e:is-tight" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/(self::item | self::row | self::l | self::addrLine | self::ab | self::list | self::body | self::text
      | self::front | self::back | self::div | self::floatingText | self::label
      | self::speaker | self::castItem | self::castList | self::titlePart | self::witness
      | self::line | self::zone | self::surfaceGrp))"/>
  </xsl:function>

  <xsl:template match="text() | comment() | processing-instruction()" mode="e:plain"/>

  <xsl:template match="note[@type = 'mark']" mode="e:plain"/>

  <xsl:template match="div | floatingText | list | table | castList" mode="e:plain" as="element(e:line)*">
    <xsl:param name="indent" as="xs:string" select="''" tunnel="yes"/>
    <xsl:next-match>
      <xsl:with-param name="indent" select="$indent || (if (self::floatingText) then '    ' else '')" tunnel="yes"/>
    </xsl:next-match>
    <xsl:sequence select="$blank"/>
  </xsl:template>

  <xsl:template match="head[not(parent::list or parent::table or parent::figure)]" mode="e:plain" as="element(e:line)*">
    <xsl:next-match/>
    <xsl:sequence select="$blank"/>
  </xsl:template>

  <xsl:template match="item" mode="e:plain" as="element(e:line)*">
    <xsl:param name="indent" as="xs:string" select="''" tunnel="yes"/>
    <xsl:variable name="bullet" as="xs:string" select="
      if (e:is-labelled-list(..)) then ''
      else if (../@type = ('numbered', 'ordered')) then count(preceding-sibling::item) + 1 || '. '
      else if (preceding-sibling::*[1][self::label]) then '    '
      else if (../@type = ('bulleted', 'agenda') or not(../@type)) then '- ' else ''"/>
    <xsl:next-match>
      <xsl:with-param name="first" select="$indent || $bullet"/>
      <xsl:with-param name="rest" select="$indent || replace($bullet, '.', ' ')"/>
    </xsl:next-match>
  </xsl:template>

  <xsl:template match="row" mode="e:plain" as="element(e:line)*">
    <xsl:param name="indent" as="xs:string" select="''" tunnel="yes"/>
    <xsl:variable name="cells" as="xs:string*">
      <xsl:for-each-group select="node()" group-starting-with="cell">
        <xsl:if test="self::cell or matches(string-join(current-group()), '[^ \t\r\n]')">
          <xsl:value-of><xsl:apply-templates select="current-group()" mode="e:phrase"/></xsl:value-of>
        </xsl:if>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:sequence select="e:line(string-join($cells ! e:spaced(.), ' | '), $indent, $indent || '    ')"/>
  </xsl:template>

  <xsl:template match="note[e:is-handwriting(.)]" mode="e:plain" as="element(e:line)*">
    <xsl:param name="indent" as="xs:string" select="''" tunnel="yes"/>
    <xsl:variable name="words" as="xs:string"><xsl:value-of><xsl:apply-templates select="." mode="e:phrase"/></xsl:value-of></xsl:variable>
    <xsl:sequence select="e:line(e:spaced($words), $indent, $indent), $blank"/>
  </xsl:template>

  <xsl:template match="note[not(e:is-handwriting(.))]" mode="e:plain" as="element(e:line)*">
    <xsl:param name="indent" as="xs:string" select="''" tunnel="yes"/>
    <xsl:if test="not(e:is-footnote(.))">
      <xsl:variable name="words" as="xs:string"><xsl:value-of><xsl:apply-templates mode="e:phrase"/></xsl:value-of></xsl:variable>
      <xsl:sequence select="e:line('[' || e:note-label(.) || e:say('join.colon') || e:spaced($words) || ']', $indent, $indent)"/>
      <xsl:if test="not(@subtype = 'physical')">
        <xsl:sequence select="$blank"/>
      </xsl:if>
    </xsl:if>
  </xsl:template>

  <!-- Phrases ============================================================================================================ -->

  <!-- U+E000 stands for the end of a line inside a block until the block is cut; the text itself cannot bring one in. -->
  <xsl:mode name="e:phrase" on-no-match="shallow-skip"/>

  <xsl:template match="text()" mode="e:phrase">{translate(., '&#xE000;', '&#xFFFD;')}</xsl:template>

  <xsl:template match="*" mode="e:phrase">
    <xsl:if test="e:is-block(.)">{' '}</xsl:if>
    <xsl:apply-templates mode="#current"/>
    <xsl:if test="not(self::note)">{e:note-numbers(.)[not(e:is-block(current()))]}</xsl:if>
    <xsl:if test="e:is-block(.)">{' '}</xsl:if>
  </xsl:template>

  <xsl:template match="*[e:sign(.) = $bracketed]" mode="e:phrase" priority="2">
    <xsl:text>[</xsl:text>
    <xsl:next-match/>
    <xsl:text>]</xsl:text>
  </xsl:template>

  <xsl:template match="choice" mode="e:phrase" priority="1">
    <xsl:apply-templates select="e:chosen(.)" mode="#current"/>
  </xsl:template>

  <xsl:template match="sic" mode="e:phrase" priority="1">
    <xsl:next-match/>
    <xsl:text>{if (matches(., '\S')) then ' ' else ''}[{e:say('inline.sic')}]</xsl:text>
  </xsl:template>

  <xsl:template match="gap" mode="e:phrase" priority="1">{e:gap-label(.)}</xsl:template>

  <xsl:template match="space" mode="e:phrase" priority="1">{e:space-label(.)}</xsl:template>

  <xsl:template match="*[e:separator(.)]" mode="e:phrase" priority="6">
    <xsl:next-match/>
    <xsl:text>{e:separator(.)}</xsl:text>
  </xsl:template>

  <xsl:template match="*[e:is-record(.)]/text()" mode="e:phrase" priority="1"/>

  <xsl:template match="unclear | seg[@type = 'doubtful']" mode="e:phrase" priority="1">
    <xsl:next-match/>
    <xsl:text>[?]</xsl:text>
  </xsl:template>

  <xsl:template match="del[e:sign(.)]" mode="e:phrase" priority="1">
    <xsl:text>[{e:say('inline.deleted')}{e:say('join.colon')}</xsl:text>
    <xsl:next-match/>
    <xsl:text>]</xsl:text>
  </xsl:template>

  <xsl:template match="add | note[e:is-handwriting(.)]" mode="e:phrase" priority="1">
    <xsl:variable name="what" as="xs:string" select="if (self::add) then 'inline.added' else 'inline.handwritten'"/>
    <xsl:text>[{(e:place(.) ! e:say($what || '-at', map{'place': .}), e:say($what))[1]}{e:say('join.colon')}</xsl:text>
    <xsl:apply-templates mode="#current"/>
    <xsl:text>]</xsl:text>
  </xsl:template>

  <xsl:template match="stamp" mode="e:phrase" priority="1">
    <xsl:text>[{e:say('inline.stamp')}{e:say('join.colon')}</xsl:text>
    <xsl:next-match/>
    <xsl:text>]</xsl:text>
  </xsl:template>

  <!-- The greeting after the date, and the name after the farewell, are lines of a letter for readers. -->
  <xsl:template match="salute[e:follows(., 'dateline')] | signed[e:follows(., 'salute')]" mode="e:phrase" priority="5">
    <xsl:text>&#xE000;</xsl:text>
    <xsl:next-match/>
  </xsl:template>

  <xsl:template match="(salute | dateline | signed | quote | bibl | address)[following-sibling::node()[1][e:is-part(.)]]"
    mode="e:phrase" priority="4">
    <xsl:next-match/>
    <xsl:text>{' '}</xsl:text>
  </xsl:template>

  <!-- A note that is about a block has its number at the end of that block. -->
  <xsl:template match="note" mode="e:phrase" priority="0.5">
    <xsl:if test="empty(e:note-holder(.))">{$footnote-numbers(generate-id()) ! (' [' || . || ']')}</xsl:if>
  </xsl:template>

  <xsl:template match="lb" mode="e:phrase" priority="1">
    <xsl:if test="not(@break = 'no')">{if (ancestor::p) then ' ' else '&#xE000;'}</xsl:if>
  </xsl:template>

  <xsl:template match="pb" mode="e:phrase" priority="1"> [{(@n ! e:say('inline.page-number', map{'number': .}), e:say('inline.page'))[1]}] </xsl:template>

  <xsl:function name="e:note-numbers" as="xs:string">
    <xsl:param name="element" as="element()?"/>
    <xsl:sequence select="string-join($element ! e:notes-at(.) ! (' [' || $footnote-numbers(generate-id()) || ']'))"/>
  </xsl:function>
</xsl:stylesheet>
