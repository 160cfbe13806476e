<?xml version="1.0" encoding="UTF-8"?>
<!-- What a site needs to know of a document, as an `item`: its head in words, its hands, its names with the places where
     they stand. Ids are those of the document's page. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:fn="http://www.w3.org/2005/xpath-functions"
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

  <!-- As for a page, although an item is the same in all views. -->
  <xsl:param name="view" as="xs:string" select="'reading'"/>

  <!-- How many characters before and after a name are given as its context. -->
  <xsl:param name="context-chars" as="xs:integer" select="80"/>

  <!-- What is counted as a word where none stands between spaces: a character of Chinese or Japanese, or, as words of Thai,
    Lao, Burmese and Khmer are that long, five letters. -->
  <xsl:variable name="unspaced" as="xs:string" select="'[&#x3040;-&#x30FF;&#x3400;-&#x9FFF;&#xF900;-&#xFAFF;&#x20000;-&#x323AF;]'
    || '|[&#xE00;-&#xEFF;&#x1000;-&#x109F;&#x1780;-&#x17FF;]{1,5}'"/>

  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/" as="element(e:item)">
    <e:item title="{$title}" title-language="{$title-node ! e:language(.)}" subtitle="{$subtitle ! e:words(.)}" abstract="{string-join($abstract ! e:words(.), ' ')}"
      genre="{$text/body/div[@type][1]/@type}"
      archive="{$manuscript/msIdentifier/(repository | institution)[e:words(.) != ''][1] ! e:words(.)}"
      reference="{$manuscript/msIdentifier/(idno[@type = 'reference'], idno)[1] ! e:words(.)}"
      anchors="{$text//(p | ab)[not(ancestor::note)] ! e:id(.)}"
      words="{count(tokenize(replace(string-join($text//text()[e:is-shown(.)], ' '), $unspaced, ' $0 '))[matches(., '\w')])}">
      <xsl:sequence select="($correspondence | $embedded-acts) ! e:letter(.)"/>
      <xsl:for-each select="$text//date[e:first-day(.) || e:last-day(.) != ''][e:words(.) != ''][e:is-shown(.)]">
        <xsl:variable name="place" as="element(e:at)" select="e:place-of(., ())"/>
        <e:moment start="{e:first-day(.)}" end="{e:last-day(.)}" anchor="{ancestor-or-self::*[ancestor::text]/e:id(.) => reverse() => head()}">
          <xsl:sequence select="$place/(@before, @after), string($place)"/>
        </e:moment>
      </xsl:for-each>
      <xsl:for-each select="'sent', 'received', 'cc'">
        <xsl:variable name="part" as="xs:string" select="."/>
        <xsl:for-each select="e:parties($correspondence, $part)[e:words(.) != '']">
          <e:party part="{$part}" name="{e:main-name(.)}" key="{if (e:kind(.)) then e:entry-id(.) else ''}" written="{e:words(.)}"/>
        </xsl:for-each>
      </xsl:for-each>
      <xsl:for-each select="$hands">
        <e:hand id="{@xml:id}" letter="{e:hand-letter(.)}">{(e:words(.), @scribe, @medium)[. != ''][1]}</e:hand>
      </xsl:for-each>
      <xsl:for-each select="$index">
        <e:name key="{?id}" kind="{?kind}" name="{?name}" entry="{?entity[root(.) is $authority]/@xml:id}">
          <xsl:sequence select="?occurrences ! e:place-of(., e:occurrence-id(.))"/>
        </e:name>
      </xsl:for-each>
    </e:item>
  </xsl:template>

  <!-- Who wrote to whom in an act of correspondence; of a message inside the document also where it stands. -->
  <xsl:function name="e:letter" as="element(e:letter)">
    <xsl:param name="act" as="element(correspDesc)"/>
    <xsl:variable name="message" as="element()?" select="$text//floatingText[@decls/e:targets(.)[. is $act]][1]"/>
    <e:letter when="{($act/correspAction[@type = 'sent']/date ! (e:first-day(.), e:last-day(.)))[. != ''][1]}" anchor="{$message ! e:id(.)}">
      <xsl:for-each select="'sent', 'received'">
        <xsl:variable name="part" as="xs:string" select="."/>
        <xsl:for-each select="e:parties($act, $part)[e:words(.) != '']">
          <e:party part="{$part}" name="{e:main-name(.)}" key="{if (e:kind(.)) then e:entry-id(.) else ''}"/>
        </xsl:for-each>
      </xsl:for-each>
    </e:letter>
  </xsl:function>

  <!-- The first and the last day that a date may mean, or the month, or the year; empty where it says none. -->
  <xsl:function name="e:first-day" as="xs:string">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="e:day($date/(@when, @when-iso, @from, @from-iso, @notBefore, @notBefore-iso)[1])"/>
  </xsl:function>

  <xsl:function name="e:last-day" as="xs:string">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="e:day($date/(@when, @when-iso, @to, @to-iso, @notAfter, @notAfter-iso)[1])"/>
  </xsl:function>

  <xsl:function name="e:day" as="xs:string">
    <xsl:param name="moment" as="attribute()?"/>
    <xsl:sequence select="analyze-string(string($moment), '^\s*(-?\d{4}(-\d\d){0,2})(T.*)?\s*$')//fn:group[@nr = '1'] => string()"/>
  </xsl:function>

  <!-- A name or a date in the text with the words around it; the id is given. -->
  <xsl:function name="e:place-of" as="element(e:at)">
    <xsl:param name="name" as="element()"/>
    <xsl:param name="anchor" as="xs:string?"/>
    <xsl:variable name="block" as="element()"
      select="($name/ancestor::*[e:is-block(.) or self::note or self::item or self::cell or self::head][1], $name/..)[1]"/>
    <xsl:variable name="nodes" as="text()*"
      select="$block//text()[not(ancestor::note[. >> $block])][e:is-shown(.)] except $name//text()"/>
    <xsl:variable name="before" as="xs:string" select="e:in-line($nodes[. &lt;&lt; $name])"/>
    <xsl:variable name="after" as="xs:string" select="e:in-line($nodes[. >> $name])"/>
    <e:at anchor="{$anchor}" block="{($name/ancestor::*[self::p or self::ab][1], $block)[1] ! e:id(.)}"
      before="{if (string-length($before) le $context-chars) then replace($before, '^ ', '')
               else '… ' || replace(substring($before, string-length($before) - $context-chars), '^\S*\s', '')}"
      after="{if (string-length($after) le $context-chars) then replace($after, ' $', '')
              else replace(substring($after, 1, $context-chars), '\s\S*$', '') || ' …'}">{e:words($name)}</e:at>
  </xsl:function>

  <!-- Text on one line; whether there is a space at its ends is kept. -->
  <xsl:function name="e:in-line" as="xs:string">
    <xsl:param name="nodes" as="text()*"/>
    <xsl:sequence select="replace(string-join($nodes), '[ \t\r\n]+', ' ')"/>
  </xsl:function>
</xsl:stylesheet>
