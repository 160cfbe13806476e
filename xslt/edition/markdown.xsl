<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of an edition, as html.xsl or a project's stylesheet makes it, in Markdown: CommonMark with the footnotes and
     tables that most programs know. No HTML is written: what has no sign in Markdown is its words. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition">

  <xsl:include href="words.xsl"/>

  <xsl:output method="text" encoding="UTF-8"/>

  <!-- Until a block is whole, characters for private use stand for signs whose surroundings must be seen: the end of a
       line, the ends of emphasis and of strong emphasis. The text itself cannot bring them in. -->
  <xsl:variable name="break" as="xs:string" select="'&#xE000;'"/>
  <xsl:variable name="emphasis" as="xs:string+" select="'&#xE001;', '&#xE002;'"/>
  <xsl:variable name="strong" as="xs:string+" select="'&#xE003;', '&#xE004;'"/>

  <xsl:template match="/" as="text()">
    <xsl:variable name="body" as="element(body)" select="html/body"/>
    <xsl:variable name="blocks" as="xs:string*">
      <xsl:apply-templates select="
        $body/header, $body//main, $body//aside[tokenize(@class) = 'legends']/*[not(@id = 'edition:signs')],
        $body/footer/*[not(@id = 'edition:download')]" mode="e:block"/>
    </xsl:variable>
    <xsl:text>{string-join($blocks[. != ''], '&#10;&#10;')}&#10;</xsl:text>
  </xsl:template>

  <!-- Blocks: each gives whole blocks as strings, without a blank line at either end ==================================== -->

  <xsl:function name="e:is-html-block" as="xs:boolean" cache="yes">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="exists($node/descendant-or-self::*[local-name() = ('p', 'div', 'section', 'header', 'footer', 'main',
      'article', 'aside', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'blockquote', 'figure', 'figcaption', 'pre', 'hr', 'h1',
      'h2', 'h3', 'h4', 'h5', 'h6', 'details', 'summary')])"/>
  </xsl:function>

  <xsl:mode name="e:block" on-no-match="deep-skip"/>

  <xsl:template match="*" mode="e:block" as="xs:string*">
    <xsl:sequence select="e:blocks(node())"/>
  </xsl:template>

  <!-- What of a page is no use on paper. -->
  <xsl:template match="nav | script | style | *[tokenize(@class) = ('tip', 'self', 'hint', 'back', 'skip')]" mode="e:block" priority="3"/>

  <!-- Some nodes: stretches between blocks are paragraphs. -->
  <xsl:function name="e:blocks" as="xs:string*">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:for-each-group select="$nodes" group-adjacent="e:is-html-block(.)">
      <xsl:choose>
        <xsl:when test="current-grouping-key()">
          <xsl:apply-templates select="current-group()" mode="e:block"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:sequence select="e:paragraph(e:inline(current-group()))[. != '']"/>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:for-each-group>
  </xsl:function>

  <xsl:template match="h1 | h2 | h3 | h4 | h5 | h6" mode="e:block" as="xs:string?">
    <xsl:variable name="words" as="xs:string" select="e:line(e:inline(node()))"/>
    <xsl:sequence select="($words[. != ''] ! (string-join((1 to xs:integer(substring(local-name(current()), 2))) ! '#') || ' ' || .))"/>
  </xsl:template>

  <xsl:template match="section[tokenize(@class) = 'notes']" mode="e:block" as="xs:string*" priority="2">
    <xsl:for-each select="ol/li">
      <xsl:variable name="blocks" as="xs:string*" select="e:blocks(node()[not(self::text()[. = '&#xA0;'])])"/>
      <xsl:sequence select="e:prefixed(string-join($blocks, '&#10;&#10;'), '[^' || substring-after(@id, ':') || ']: ', '    ')"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="blockquote | section[tokenize(@class) = 'embedded'] | div[tokenize(@class) = 'stamp']" mode="e:block" as="xs:string*" priority="1">
    <xsl:variable name="label" as="xs:string?" select="self::div/@aria-label ! (e:escaped(.) || ':')"/>
    <xsl:variable name="blocks" as="xs:string*" select="$label, e:blocks(node())"/>
    <xsl:sequence select="e:prefixed(string-join($blocks, '&#10;&#10;'), '> ', '> ')[exists($blocks)]"/>
  </xsl:template>

  <!-- A list next to a list of its kind has another sign, so that they stay two. -->
  <xsl:template match="ul | ol" mode="e:block" as="xs:string*">
    <xsl:variable name="is-second" as="xs:boolean"
      select="count(preceding-sibling::*[local-name() = local-name(current())]) mod 2 = 1"/>
    <xsl:variable name="items" as="xs:string*">
      <xsl:for-each select="li">
        <xsl:variable name="sign" as="xs:string"
          select="if (parent::ul) then ('-', '*')[1 + xs:integer($is-second)] || ' ' else position() || ('.', ')')[1 + xs:integer($is-second)] || ' '"/>
        <xsl:sequence select="e:prefixed(string-join(e:blocks(node()), '&#10;&#10;'), $sign, replace($sign, '.', ' '))"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="e:joined($items)"/>
  </xsl:template>

  <!-- Terms and what is said of them: items that begin with the term. -->
  <xsl:template match="dl" mode="e:block" as="xs:string*">
    <xsl:variable name="items" as="xs:string*">
      <xsl:for-each-group select=".//(dt | dd)[ancestor::dl[1] is current()]" group-starting-with="dt">
        <xsl:variable name="term" as="xs:string" select="
          if (self::dt) then $strong[1] || translate(e:inline(node()), string-join($emphasis), '') || $strong[2] || ': ' else ''"/>
        <xsl:variable name="blocks" as="xs:string*" select="current-group()[self::dd] ! e:blocks(node())"/>
        <xsl:sequence select="e:prefixed(string-join((e:paragraph($term) || ' ' || head($blocks), tail($blocks)), '&#10;&#10;'), '- ', '  ')"/>
      </xsl:for-each-group>
    </xsl:variable>
    <xsl:sequence select="e:joined($items)"/>
  </xsl:template>

  <!-- Items without blocks inside need no blank lines between them. -->
  <xsl:function name="e:joined" as="xs:string*">
    <xsl:param name="items" as="xs:string*"/>
    <xsl:sequence select="string-join($items, if (some $item in $items satisfies contains($item, '&#10;&#10;')) then '&#10;&#10;' else '&#10;')[exists($items)]"/>
  </xsl:function>

  <!-- The first row is the head if it has labels; Markdown has no table without a head. -->
  <xsl:template match="table" mode="e:block" as="xs:string*">
    <xsl:sequence select="caption ! e:paragraph(e:inline(node()))[. != '']"/>
    <xsl:variable name="rows" as="element(tr)*" select=".//tr[ancestor::table[1] is current()]"/>
    <xsl:variable name="cells" as="array(xs:string*)*" select="$rows ! [*/e:cells-of(.)]"/>
    <xsl:variable name="width" as="xs:integer" select="xs:integer(max((1, $cells ! count(?*))))"/>
    <xsl:variable name="has-head" as="xs:boolean" select="exists($rows[1]/th) and empty($rows[1]/td)"/>
    <xsl:variable name="lines" as="xs:string*" select="
      (if ($has-head) then () else e:row((), $width)), $cells ! e:row(?*, $width)"/>
    <xsl:sequence select="string-join((head($lines), e:row((1 to $width) ! '---', $width), tail($lines)), '&#10;')"/>
  </xsl:template>

  <!-- The words of a cell, and nothing for the other columns that it takes. -->
  <xsl:function name="e:cells-of" as="xs:string*">
    <xsl:param name="cell" as="element()"/>
    <xsl:sequence select="e:line(e:inline($cell/node())), (2 to xs:integer(($cell/@colspan, 1)[1])) ! ''"/>
  </xsl:function>

  <xsl:function name="e:row" as="xs:string">
    <xsl:param name="cells" as="xs:string*"/>
    <xsl:param name="width" as="xs:integer"/>
    <xsl:sequence select="'| ' || string-join(for $n in 1 to $width return string($cells[$n]), ' | ') || ' |'"/>
  </xsl:function>

  <!-- The lines of the diplomatic view. -->
  <xsl:template match="div[tokenize(@class) = 'lines']" mode="e:block" as="xs:string*" priority="1">
    <xsl:sequence select="e:paragraph(string-join(p ! normalize-space(e:inline(node())), $break))"/>
  </xsl:template>

  <!-- Phrases =========================================================================================================== -->

  <xsl:function name="e:inline" as="xs:string">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:variable name="strings" as="xs:string*">
      <xsl:apply-templates select="$nodes" mode="e:inline"/>
    </xsl:variable>
    <xsl:sequence select="string-join($strings)"/>
  </xsl:function>

  <xsl:mode name="e:inline" on-no-match="deep-skip"/>

  <xsl:template match="text()" mode="e:inline" as="xs:string">
    <xsl:sequence select="e:escaped(translate(., '&#xE000;&#xE001;&#xE002;&#xE003;&#xE004;', '&#xFFFD;&#xFFFD;&#xFFFD;&#xFFFD;&#xFFFD;'))"/>
  </xsl:template>

  <!-- Wherever it stands, each of these could begin a sign of Markdown. -->
  <xsl:function name="e:escaped" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="replace($words, '([\\`*_\[\]&lt;>&amp;#|~])', '\\$1')"/>
  </xsl:function>

  <xsl:template match="*" mode="e:inline" as="xs:string*">
    <xsl:if test="e:is-html-block(.)">{' '}</xsl:if>
    <xsl:apply-templates mode="#current"/>
    <xsl:if test="e:is-html-block(.)">{' '}</xsl:if>
  </xsl:template>

  <xsl:template match="script | style | *[tokenize(@class) = ('tip', 'self', 'hint', 'back')]" mode="e:inline" priority="3"/>

  <xsl:template match="em | i | cite | *[tokenize(@class) = ('script', 'rend-italic')]" mode="e:inline" as="xs:string*">
    <xsl:sequence select="$emphasis[1], e:plain(node()), $emphasis[2]"/>
  </xsl:template>

  <xsl:template match="strong | b | *[tokenize(@class) = 'rend-bold']" mode="e:inline" as="xs:string*">
    <xsl:sequence select="$strong[1], e:plain(node()), $strong[2]"/>
  </xsl:template>

  <!-- Emphasis in emphasis cannot be told apart by every program. -->
  <xsl:function name="e:plain" as="xs:string">
    <xsl:param name="nodes" as="node()*"/>
    <xsl:sequence select="translate(e:inline($nodes), string-join(($emphasis, $strong)), '')"/>
  </xsl:function>

  <xsl:template match="*[tokenize(@class) = 'caption']" mode="e:inline" as="xs:string*" priority="1">
    <xsl:sequence select="normalize-space(e:inline(node())) || ':'"/>
  </xsl:template>

  <xsl:template match="del | ins | span[tokenize(@class) = 'stamp']" mode="e:inline" as="xs:string*" priority="0.8">
    <xsl:sequence select="'\[' || e:say('inline.' || (if (self::del) then 'deleted' else if (self::ins) then 'added' else 'stamp')) || e:say('join.colon')"/>
    <xsl:apply-templates mode="#current"/>
    <xsl:sequence select="'\]'"/>
  </xsl:template>

  <xsl:template match="*[@role = 'doc-pagebreak']" mode="e:inline" as="xs:string">
    <xsl:sequence select="' \[' || e:escaped(.) || '\] '"/>
  </xsl:template>

  <xsl:template match="a[tokenize(@class) = 'hand-link']" mode="e:inline" as="xs:string" priority="1">
    <xsl:sequence select="' (' || e:escaped(@aria-label) || ')'"/>
  </xsl:template>

  <xsl:template match="a[@role = 'doc-noteref']" mode="e:inline" as="xs:string" priority="1">
    <xsl:sequence select="'[^' || substring-after(@href, ':') || ']'"/>
  </xsl:template>

  <xsl:template match="a[not(starts-with(@href, '#')) and @href]" mode="e:inline" as="xs:string">
    <xsl:variable name="words" as="xs:string" select="normalize-space(translate(e:plain(node()), $break, ' '))"/>
    <xsl:sequence select="if ($words = '') then '' else '[' || $words || '](&lt;' || replace(@href, '([\\&lt;>&amp;])', '\\$1') || '>)'"/>
  </xsl:template>

  <xsl:template match="br" mode="e:inline" as="xs:string">
    <xsl:sequence select="$break"/>
  </xsl:template>

  <!-- Strings =========================================================================================================== -->

  <!-- A paragraph: its lines, each without what would begin another block, with the sign for the end of a line. -->
  <xsl:function name="e:paragraph" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="string-join((tokenize($words, $break) ! e:spaced(.))[. != ''] ! e:started(e:emphasised(.)), '\&#10;')"/>
  </xsl:function>

  <!-- The same on one line, where there is no more room. -->
  <xsl:function name="e:line" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="e:emphasised(e:spaced(translate($words, $break, ' ')))"/>
  </xsl:function>

  <xsl:function name="e:spaced" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="replace(replace($words, '[ \t\r\n]+', ' '), '^ | $', '')"/>
  </xsl:function>

  <!-- A line that would begin a list, a heading or a rule begins with an escape. -->
  <xsl:function name="e:started" as="xs:string">
    <xsl:param name="line" as="xs:string"/>
    <xsl:sequence select="$line => replace('^([-+=:])', '\\$1') => replace('^(\d{1,9})([.)])', '$1\\$2')"/>
  </xsl:function>

  <!-- Asterisks only where they stand at a letter: elsewhere it depends on what is outside whether they are signs. -->
  <xsl:function name="e:emphasised" as="xs:string">
    <xsl:param name="line" as="xs:string"/>
    <xsl:variable name="inside" as="xs:string" select="'( *)([\p{L}\p{N}]([^&#xE001;-&#xE004;]*[\p{L}\p{N}])?)( *)'"/>
    <xsl:sequence select="
      $line => replace('&#xE001;' || $inside || '&#xE002;', '$1*$2*$4') => replace('&#xE003;' || $inside || '&#xE004;', '$1**$2**$4')
        => translate('&#xE001;&#xE002;&#xE003;&#xE004;', '')"/>
  </xsl:function>

  <!-- Lines with something before the first and before the others; a blank one has no more than it must. -->
  <xsl:function name="e:prefixed" as="xs:string">
    <xsl:param name="block" as="xs:string"/>
    <xsl:param name="first" as="xs:string"/>
    <xsl:param name="rest" as="xs:string"/>
    <xsl:variable name="lines" as="xs:string*" select="tokenize($block, '\n')"/>
    <xsl:sequence select="string-join(($first || head($lines), tail($lines) ! replace($rest || ., ' +$', '')), '&#10;')"/>
  </xsl:function>
</xsl:stylesheet>
