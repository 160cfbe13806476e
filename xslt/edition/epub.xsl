<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of an edition, as html.xsl or a project's stylesheet makes it, cut into the files of an EPUB: `files`, with
     a `file` for each, and the `entry` elements of its table of contents. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:e="urn:tei:edition"
  xmlns:epub="http://www.idpf.org/2007/ops">

  <xsl:include href="words.xsl"/>

  <!-- What the name of each file begins with, so that several documents can stand in one book. -->
  <xsl:param name="prefix" as="xs:string" select="''"/>

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:variable name="page" as="element(html)" select="/html"/>
  <xsl:variable name="page-title" as="xs:string" select="string($page/head/title)"/>
  <xsl:variable name="language" as="xs:string" select="string($page/@lang)"/>
  <xsl:variable name="main" as="element(main)?" select="$page/body//main[1]"/>

  <!-- Parts ============================================================================================================ -->

  <!-- What makes up a file: its name, what it is called, its type in EPUB's vocabulary, its nodes in the page. -->
  <xsl:function name="e:part" as="map(xs:string, item()*)?">
    <xsl:param name="name" as="xs:string"/>
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="type" as="xs:string"/>
    <xsl:param name="nodes" as="node()*"/>
    <xsl:if test="$nodes[self::*]">
      <xsl:sequence select="map{'file': $prefix || $name || '.xhtml', 'name': $name, 'label': $label, 'type': $type, 'nodes': $nodes}"/>
    </xsl:if>
  </xsl:function>

  <xsl:variable name="text-section" as="element()?" select="$main/section[tokenize(@class) = 'text'][1]"/>

  <!-- The text is one file, or one for each of its headed divisions: long files are slow in readers. -->
  <xsl:variable name="text-stretches" as="array(node()*)*">
    <xsl:variable name="contents" as="node()*" select="$text-section/node()"/>
    <xsl:variable name="divisions" as="element()*" select="$text-section/div[tokenize(@class) = 'document']/section[h3]"/>
    <xsl:choose>
      <xsl:when test="count($divisions) gt 1 and count($text-section/div) eq 1">
        <xsl:for-each-group select="$text-section/div/node()" group-starting-with="section[h3]">
          <xsl:sequence select="[current-group()]"/>
        </xsl:for-each-group>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="[$contents except $text-section/h2]"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:variable name="text-parts" as="map(xs:string, item()*)*">
    <xsl:for-each select="$text-stretches[exists(?*[self::* or normalize-space(.) != ''])]">
      <xsl:sequence select="e:part('text' || (if (position() = 1) then '' else '-' || position()), string($text-section/h2), 'chapter', ?*)"/>
    </xsl:for-each>
  </xsl:variable>

  <xsl:variable name="notes" as="element()*" select="$main/section[tokenize(@class) = 'notes']/ol/li"/>

  <xsl:variable name="parts" as="map(xs:string, item()*)*" select="
    e:part('title', $page-title, 'titlepage', ($page/body/header, $main/section[. &lt;&lt; $text-section])),
    $text-parts,
    e:part('more', e:say('book.more'), 'appendix', $main/section[. >> $text-section][not(tokenize(@class) = 'notes')]),
    e:part('about', e:say('page.legends'), 'appendix', $page/body//aside[tokenize(@class) = 'legends']),
    e:part('index', e:say('page.index'), 'index', $page/body/section),
    e:part('citation', e:say('page.citation-and-rights'), 'colophon', $page/body/footer/section[not(@id = 'edition:download')])"/>

  <!-- The file that a note stands in: the first that has its number. -->
  <xsl:variable name="note-files" as="map(xs:string, xs:string)" select="
    map:merge((
      $text-parts ! (let $file := ?file return ?nodes/descendant-or-self::a[@role = 'doc-noteref'] ! map{substring(@href, 2): $file}),
      $notes ! map{string(@id): string($text-parts[last()]?file)}), map{'duplicates': 'use-first'})"/>

  <!-- The file of each id; what was left out has none. -->
  <xsl:variable name="files" as="map(xs:string, xs:string)" select="
    map:merge((
      $parts ! (let $file := ?file return ?nodes/descendant-or-self::*[@id][not(e:is-left-out(.))] ! map{string(@id): $file}),
      $text-section/@id ! map{string(.): string($text-parts[1]?file)},
      $notes ! (let $file := $note-files(@id) return descendant-or-self::*[@id] ! map{string(@id): $file})), map{'duplicates': 'use-first'})"/>

  <!-- Pages of the source that have a number, by identity. -->
  <xsl:variable name="page-breaks" as="map(xs:string, xs:integer)">
    <xsl:map>
      <xsl:for-each select="$text-section//*[@role = 'doc-pagebreak']">
        <xsl:map-entry key="generate-id()" select="position()"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <xsl:variable name="headings" as="map(xs:string, xs:string)">
    <xsl:map>
      <xsl:for-each select="$page/body//(h2 | h3 | h4 | h5 | h6)">
        <xsl:map-entry key="generate-id()" select="string((@id, 'heading:' || position())[1])"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <!-- Controls of a page that a book has no use for. -->
  <xsl:function name="e:is-left-out" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/(self::script | self::style | self::*[tokenize(@class) = ('tip', 'self', 'hint', 'skip')]))"/>
  </xsl:function>

  <xsl:template match="/" as="element(e:files)">
    <e:files title="{$page-title}">
      <xsl:for-each select="$parts">
        <e:file name="{?file}" type="{?type}">
          <xsl:call-template name="e:entries"/>
          <xsl:call-template name="e:file"/>
        </e:file>
      </xsl:for-each>
    </e:files>
  </xsl:template>

  <!-- The table of contents ============================================================================================= -->

  <xsl:template name="e:entries" as="element()*">
    <xsl:variable name="part" as="map(xs:string, item()*)" select="."/>
    <xsl:if test="not($part?name = $text-parts[position() gt 1]?name)">
      <e:entry level="1" href="{$part?file}">{$part?label}</e:entry>
    </xsl:if>
    <xsl:variable name="is-deep" as="xs:boolean" select="$part?type = ('chapter', 'index')"/>
    <xsl:for-each select="$part?nodes/descendant-or-self::*[if ($is-deep) then self::h3 | self::h4 | self::h5 | self::h6 else self::h2]">
      <xsl:variable name="words" as="xs:string"
        select="normalize-space(string-join(.//text()[not(ancestor::sup[tokenize(@class) = 'note-reference'] | ancestor::*[e:is-left-out(.)])]))"/>
      <xsl:if test="$words != '' and not($part?type = 'titlepage' and not(tokenize(../@class) = 'abstract'))">
        <e:entry level="{max((2, xs:integer(substring(local-name(), 2)) - 1))}" href="{$part?file}#{$headings(generate-id())}">{$words}</e:entry>
      </xsl:if>
    </xsl:for-each>
    <xsl:for-each select="$part?nodes/descendant-or-self::*[@role = 'doc-pagebreak'][e:page-number(.)]">
      <e:page href="{$part?file}#{e:page-id(.)}">{e:page-number(.)}</e:page>
    </xsl:for-each>
  </xsl:template>

  <!-- The number of a page of the source: what the page says of it without the words around; none if it has none. -->
  <xsl:function name="e:page-number" as="xs:string?">
    <xsl:param name="break" as="element()"/>
    <xsl:variable name="around" as="xs:string+" select="tokenize(e:say('page.number', map{'number': '&#xE000;'}), '&#xE000;')"/>
    <xsl:sequence select="
      string($break)[starts-with(., $around[1])][ends-with(., string($around[2]))][string-length(.) gt sum($around ! string-length(.))][. != '¦']
        ! substring(., string-length($around[1]) + 1, string-length(.) - sum($around ! string-length(.)))"/>
  </xsl:function>

  <xsl:function name="e:page-id" as="xs:string">
    <xsl:param name="break" as="element()"/>
    <xsl:sequence select="string(($break/@id, 'page:' || $page-breaks(generate-id($break)))[1])"/>
  </xsl:function>

  <!-- Files ============================================================================================================= -->

  <xsl:template name="e:file" as="element()">
    <xsl:variable name="part" as="map(xs:string, item()*)" select="."/>
    <html xmlns="http://www.w3.org/1999/xhtml" lang="{$language}" xml:lang="{$language}">
      <head>
        <title>{if ($part?type = 'titlepage') then $page-title else $part?label || ': ' || $page-title}</title>
        <link rel="stylesheet" type="text/css" href="style.css"/>
      </head>
      <body class="{$page/body/@class}">
        <section epub:type="{$part?type}">
          <xsl:attribute name="class" select="$part?name => replace('-\d+$', '')"/>
          <xsl:if test="$part?type != 'titlepage'">
            <xsl:attribute name="role" select="'doc-' || $part?type"/>
            <xsl:attribute name="aria-label" select="$part?label"/>
          </xsl:if>
          <xsl:if test="$part?file = $text-parts[1]?file">
            <xsl:apply-templates select="$text-section/@id, $text-section/h2" mode="e:xhtml"/>
          </xsl:if>
          <xsl:choose>
            <xsl:when test="$part?nodes/parent::div[tokenize(@class) = 'document']">
              <div>
                <xsl:apply-templates select="($part?nodes)[1]/../@*, $part?nodes" mode="e:xhtml"/>
              </div>
            </xsl:when>
            <xsl:otherwise>
              <xsl:apply-templates select="$part?nodes" mode="e:xhtml"/>
            </xsl:otherwise>
          </xsl:choose>
          <xsl:variable name="own" as="element()*" select="$notes[$note-files(@id) = $part?file]"/>
          <xsl:if test="exists($own)">
            <section epub:type="footnotes" class="footnotes" aria-label="{e:say('page.notes')}">
              <xsl:apply-templates select="$own" mode="e:note"/>
            </section>
          </xsl:if>
        </section>
      </body>
    </html>
  </xsl:template>

  <!-- A note: readers show it over the text, or follow the link; its number leads back. -->
  <xsl:template match="li" mode="e:note" as="element()">
    <xsl:variable name="back" as="element(a)?" select="a[@role = 'doc-backlink'][1]"/>
    <aside xmlns="http://www.w3.org/1999/xhtml" epub:type="footnote" role="doc-footnote">
      <xsl:apply-templates select="@*" mode="e:xhtml"/>
      <xsl:element name="{if (div) then 'div' else 'p'}">
        <xsl:for-each select="$back">
          <a class="number" role="doc-backlink" href="{e:resolved(@href)}" aria-label="{@aria-label}">{substring-after(../@id, ':')}</a>
          <xsl:text> </xsl:text>
        </xsl:for-each>
        <xsl:apply-templates select="node() except $back" mode="e:xhtml"/>
      </xsl:element>
    </aside>
  </xsl:template>

  <!-- HTML to XHTML ====================================================================================================== -->

  <xsl:mode name="e:xhtml" on-no-match="shallow-copy"/>

  <xsl:template match="*[namespace-uri() = '']" mode="e:xhtml" as="element()">
    <xsl:element name="{local-name()}" namespace="http://www.w3.org/1999/xhtml">
      <xsl:call-template name="e:inside"/>
    </xsl:element>
  </xsl:template>

  <xsl:template name="e:inside" as="node()*">
    <xsl:apply-templates select="@*" mode="e:xhtml"/>
    <xsl:for-each select="$headings(generate-id())[not(current()/@id)]">
      <xsl:attribute name="id" select="."/>
    </xsl:for-each>
    <xsl:if test="@role = 'doc-noteref'">
      <xsl:attribute name="epub:type" select="'noteref'"/>
    </xsl:if>
    <xsl:if test="@role = 'doc-pagebreak'">
      <xsl:attribute name="epub:type" select="'pagebreak'"/>
      <xsl:attribute name="id" select="e:page-id(.)"/>
    </xsl:if>
    <!-- What a sign means is told on demand; a book has no more than a title for that. -->
    <xsl:for-each select="*[tokenize(@class) = 'tip'][1][not(current()/@title)]">
      <xsl:attribute name="title" select="normalize-space(.)"/>
    </xsl:for-each>
    <xsl:apply-templates select="node()" mode="e:xhtml"/>
  </xsl:template>

  <xsl:template match="*[e:is-left-out(.)]" mode="e:xhtml" priority="2"/>
  <xsl:template match="@tabindex | @aria-describedby[starts-with(., 'tip:')] | comment() | processing-instruction()" mode="e:xhtml"/>

  <xsl:template match="@lang" mode="e:xhtml" as="attribute()+">
    <xsl:attribute name="lang" select="."/>
    <xsl:attribute name="xml:lang" select="."/>
  </xsl:template>

  <!-- A link to what was left out is none; neither is one to what is no address, which EPUB forbids. -->
  <xsl:template match="a[@href]" mode="e:xhtml" as="element()">
    <xsl:element name="{if (e:resolved(@href)) then 'a' else 'span'}" namespace="http://www.w3.org/1999/xhtml">
      <xsl:call-template name="e:inside"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="@href" mode="e:xhtml" as="attribute()?">
    <xsl:for-each select="e:resolved(.)">
      <xsl:attribute name="href" select="."/>
    </xsl:for-each>
  </xsl:template>

  <!-- Where a link of the page leads in the book. -->
  <xsl:function name="e:resolved" as="xs:string?">
    <xsl:param name="address" as="xs:string"/>
    <xsl:variable name="id" as="xs:string" select="substring($address, 2)"/>
    <xsl:sequence select="
      if (starts-with($address, '#')) then $files($id) ! (. || '#' || $id)
      else $address[not(contains(replace(., '%[0-9A-Fa-f]{2}', ''), '%'))]"/>
  </xsl:function>
</xsl:stylesheet>
