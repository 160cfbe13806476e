<?xml version="1.0" encoding="UTF-8"?>
<!-- The reading view in blocks: divisions, paragraphs, lists, tables, the things on the leaf, the message within. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <!-- Any block that has no rule of its own. -->
  <xsl:template match="*[e:is-block(.)]" mode="e:reading" as="element()*" priority="-0.5">
    <xsl:call-template name="e:block"/>
  </xsl:template>

  <!-- A block: the content of the current element, then the numbers of notes about it and the hand that marked it. -->
  <xsl:template name="e:block" as="element()">
    <xsl:param name="name" as="xs:string" select="'div'"/>
    <xsl:param name="classes" as="xs:string*" select="local-name(), @type[matches(., '^[A-Za-z][\w-]*$')] ! (local-name(..) || '-' || .)"/>
    <xsl:param name="before" as="node()*" select="()"/>
    <xsl:element name="{$name}">
      <xsl:sequence select="e:attributes(., $classes)"/>
      <xsl:sequence select="$before"/>
      <xsl:call-template name="e:content"/>
      <xsl:sequence select="e:notes-at(.) ! e:note-reference(.)"/>
      <xsl:sequence select="e:mark-link(.)"/>
    </xsl:element>
  </xsl:template>

  <!-- The hand that marked a block, as a link to the legend. -->
  <xsl:function name="e:mark-link" as="element()?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="mark" as="element(note)?" select="e:marks($element)[e:hand(.)][1]"/>
    <xsl:variable name="hand" as="element(handNote)?" select="$mark ! e:hand(.)"/>
    <xsl:if test="$hand ! e:id(.)">
      <xsl:variable name="how" as="xs:string" select="string-join((tokenize($mark/@rend) ! e:term('mark', .), e:place($mark)), ' ')"/>
      <a class="hand-link" href="#{e:id($hand)}" aria-label="{if ($how = '') then e:say('page.hand', map{'letter': e:hand-letter($hand)}) else e:say('page.marked', map{'mark': $how, 'letter': e:hand-letter($hand)})}">
        <xsl:sequence select="e:page-language-attribute($element)"/>
        <xsl:text>{e:hand-letter($hand)}</xsl:text>
      </a>
    </xsl:if>
  </xsl:function>

  <!-- Divisions =============================================================================================================== -->

  <xsl:template match="body | front | back | group | text" mode="e:reading" as="node()*">
    <xsl:apply-templates mode="#current"/>
  </xsl:template>

  <xsl:template match="div | div1 | div2 | div3 | div4 | div5 | div6 | div7" mode="e:reading" as="element()">
    <xsl:call-template name="e:block">
      <xsl:with-param name="name" select="if (head) then 'section' else 'div'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- The text has h2; a head is one step below for each headed division around it. -->
  <xsl:template match="head[e:is-block(.)]" mode="e:reading" as="element()">
    <xsl:variable name="level" as="xs:integer"
      select="min((6, 2 + count(ancestor::*[head][not(self::list | self::table | self::figure | self::listBibl)])))"/>
    <xsl:choose>
      <xsl:when test="parent::list | parent::listBibl or preceding-sibling::head">
        <xsl:call-template name="e:block">
          <xsl:with-param name="name" select="e:paragraph-element(.)"/>
          <xsl:with-param name="classes" select="'subhead'"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="e:holds-block(.)">
        <div role="heading" aria-level="{$level}">
          <xsl:call-template name="e:content"/>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="e:block">
          <xsl:with-param name="name" select="'h' || $level"/>
          <xsl:with-param name="classes" select="'head'"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Paragraphs ============================================================================================================== -->

  <xsl:function name="e:paragraph-element" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="if (e:holds-block($element)) then 'div' else 'p'"/>
  </xsl:function>

  <xsl:template match="p | ab" mode="e:reading" as="element()">
    <xsl:call-template name="e:block">
      <xsl:with-param name="name" select="e:paragraph-element(.)"/>
      <xsl:with-param name="before" select="e:self-link(.)"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A lasting link to a paragraph, shown when it is wanted. -->
  <xsl:function name="e:self-link" as="element()?">
    <xsl:param name="paragraph" as="element()"/>
    <xsl:variable name="id" as="xs:string?" select="e:id($paragraph)"/>
    <xsl:if test="$id and $paragraph/ancestor::* intersect $text">
      <xsl:variable name="words" as="xs:string*" select="tokenize(e:words($paragraph), ' ')"/>
      <a class="self" href="#{$id}" aria-label="{e:say('page.paragraph', map{'words': string-join($words[position() le 5], ' ') || '…'[count($words) gt 5]})}">
        <xsl:sequence select="e:page-language-attribute($paragraph)"/>
        <xsl:text>¶</xsl:text>
      </a>
    </xsl:if>
  </xsl:function>

  <!-- Things on the leaf ======================================================================================================= -->

  <!-- Handwriting: where it is, what it says, whose hand. -->
  <xsl:template match="note[e:is-handwriting(.)]" mode="e:reading" as="element()*" priority="0.8">
    <xsl:variable name="place" as="xs:string" select="(e:place(.) ! e:say('page.handwritten-at', map{'place': .}), e:say('page.handwritten'))[1]"/>
    <xsl:element name="{if (e:is-block(.)) then e:paragraph-element(.) else e:phrase-element(., 'span')}">
      <xsl:sequence select="e:attributes(., ('handwriting', if (e:is-block(.)) then () else 'in-line'))"/>
      <span class="caption">
        <xsl:sequence select="if (e:language(.) = $page-language) then () else e:page-language-attribute()"/>
        <xsl:text>{$place} </xsl:text>
        <xsl:sequence select="e:hand-link(.)"/>
      </span>
      <xsl:text> </xsl:text>
      <xsl:element name="{e:phrase-element(., 'span')}">
        <xsl:attribute name="class" select="'script'"/>
        <xsl:call-template name="e:content"/>
      </xsl:element>
      <xsl:sequence select="e:notes-at(.) ! e:note-reference(.)"/>
    </xsl:element>
  </xsl:template>

  <!-- The mark itself is drawn at what it marks. -->
  <xsl:template match="note[@type = 'mark']" mode="e:reading" priority="2"/>

  <!-- A note that stays between the blocks: a remark on the leaf, or one that is about none of them. -->
  <xsl:template match="note[not(e:is-footnote(.))]" mode="e:reading" as="element()">
    <xsl:element name="{if (e:is-block(.)) then e:paragraph-element(.) else e:phrase-element(., 'span')}">
      <xsl:sequence select="e:attributes(., ('remark', @subtype[. = 'physical'] ! string()))"/>
      <span class="caption">
        <xsl:sequence select="if (e:language(.) = $page-language) then () else e:page-language-attribute()"/>
        <xsl:text>{e:note-label(.)}</xsl:text>
      </span>
      <xsl:text> </xsl:text>
      <xsl:call-template name="e:content"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="stamp" mode="e:reading" as="element()">
    <xsl:element name="{if (e:is-block(.) or e:holds-block(.)) then 'div' else 'span'}">
      <xsl:sequence select="e:attributes(., ('stamp', @type[matches(., '^[a-z]+$')] ! ('stamp-' || .)))"/>
      <xsl:attribute name="role" select="'group'"/>
      <xsl:attribute name="aria-label" select="(@type ! e:say('page.stamp-of', map{'type': e:stamp-type(.)}), e:say('page.stamp'))[1]"/>
      <xsl:call-template name="e:content"/>
      <xsl:sequence select="e:notes-at(.) ! e:note-reference(.)"/>
    </xsl:element>
  </xsl:template>

  <xsl:function name="e:stamp-type" as="xs:string">
    <xsl:param name="type" as="xs:string"/>
    <xsl:sequence select="if (e:is-said('stamp.' || $type)) then e:say('stamp.' || $type) else $type"/>
  </xsl:function>

  <xsl:template match="stamp//idno" mode="e:reading" as="element()" priority="0.2">
    <span>
      <xsl:sequence select="e:attributes(., 'number')"/>
      <xsl:call-template name="e:content"/>
    </span>
  </xsl:template>

  <!-- The message within ======================================================================================================== -->

  <xsl:template match="floatingText" mode="e:reading" as="element()">
    <xsl:variable name="act" as="element(correspDesc)?" select="e:targets(@decls)[self::correspDesc][1]"/>
    <xsl:variable name="facts" as="map(xs:string, item()*)*" select="
      e:fact('fact.from', e:parties($act, 'sent')),
      e:fact('fact.date', $act/correspAction[@type = 'sent'][1]/date),
      e:fact('fact.forwarded', e:parties($act, 'forwarded')),
      e:fact('fact.to', e:parties($act, 'received')),
      e:fact('fact.copies', e:parties($act, 'cc'))"/>
    <xsl:variable name="kind" as="xs:string" select="e:say('page.embedded', map{
      'kind': e:capitalised(e:genre-in-words((@type ! string(), 'text')[1])), 'in-genre': e:genre-in-words($genre, 'in-genre')})"/>
    <section aria-label="{string-join(($kind, $embedded-numbers(generate-id())), ' ')}">
      <xsl:sequence select="e:attributes(., ('embedded', @type[matches(., '^[a-z]+$')] ! ('embedded-' || .)))"/>
      <div class="envelope">
        <xsl:sequence select="if (e:language(.) = $page-language) then () else e:page-language-attribute()"/>
        <p class="caption">{$kind}</p>
        <xsl:if test="exists($facts)">
          <dl>
            <xsl:sequence select="$facts ! e:fact-row(.)"/>
          </dl>
        </xsl:if>
      </div>
      <xsl:apply-templates mode="#current"/>
    </section>
  </xsl:template>

  <!-- Where there are several, each has its number, for its name must be its own. -->
  <xsl:variable name="embedded-numbers" as="map(xs:string, xs:integer)">
    <xsl:map>
      <xsl:for-each select="if (count($text//floatingText) gt 1) then $text//floatingText else ()">
        <xsl:map-entry key="generate-id()" select="position()"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <!-- Lists, tables, quotations, figures ========================================================================================= -->

  <!-- A list of terms where each item has its label before it; otherwise labels stand in the items. -->
  <xsl:template match="list | listBibl" mode="e:reading" as="element()*">
    <xsl:apply-templates select="head" mode="#current"/>
    <xsl:choose>
      <xsl:when test="label and (every $item in item satisfies $item/preceding-sibling::*[1][self::label])
        and (every $label in label satisfies $label/following-sibling::*[1][self::item])">
        <dl>
          <xsl:sequence select="e:attributes(., ('list', @type[matches(., '^[A-Za-z]+$')] ! ('list-' || .)))"/>
          <xsl:for-each-group select="node() except head" group-ending-with="label | item">
            <xsl:call-template name="e:list-entry">
              <xsl:with-param name="name" select="if (current-group()[last()][self::label]) then 'dt' else 'dd'"/>
            </xsl:call-template>
          </xsl:for-each-group>
        </dl>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="is-labelled" as="xs:boolean" select="e:is-labelled-list(.)"/>
        <xsl:variable name="is-numbered" as="xs:boolean"
          select="not($is-labelled) and (@type, @rend) ! tokenize(.) = ('numbered', 'ordered')"/>
        <xsl:element name="{if ($is-numbered) then 'ol' else 'ul'}">
          <xsl:sequence select="e:attributes(., ('list', @type[matches(., '^[A-Za-z]+$')] ! ('list-' || .),
            'list-labelled'[$is-labelled]))"/>
          <xsl:for-each-group select="node() except head" group-ending-with="item | bibl | biblStruct | biblFull">
            <xsl:call-template name="e:list-entry">
              <xsl:with-param name="name" select="'li'"/>
            </xsl:call-template>
          </xsl:for-each-group>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A list that runs on within a paragraph. -->
  <xsl:template match="list[e:is-inline-list(.)]" mode="e:reading" as="element()" priority="1">
    <xsl:element name="{e:phrase-element(., 'span')}">
      <xsl:sequence select="e:attributes(., 'list-inline')"/>
      <xsl:call-template name="e:content"/>
    </xsl:element>
  </xsl:template>

  <!-- An entry: the item, with whatever else stands before it in the list. -->
  <xsl:template name="e:list-entry" as="element()?">
    <xsl:param name="name" as="xs:string" required="yes"/>
    <xsl:variable name="entry" as="element()?" select="current-group()[last()][self::item or self::label or self::bibl or self::biblStruct or self::biblFull]"/>
    <xsl:if test="current-group()[self::*] or matches(string-join(current-group()), '[^ \t\r\n]')">
      <xsl:element name="{$name}">
        <xsl:sequence select="$entry ! e:attributes(., ())"/>
        <xsl:apply-templates select="current-group() except $entry" mode="e:reading"/>
        <xsl:for-each select="$entry">
          <xsl:call-template name="e:content"/>
          <xsl:sequence select="e:notes-at(.) ! e:note-reference(.), e:mark-link(.)"/>
        </xsl:for-each>
      </xsl:element>
    </xsl:if>
  </xsl:template>

  <xsl:template match="table" mode="e:reading" as="element()">
    <div class="table-frame" tabindex="0" role="group" aria-label="{(head[1] ! e:words(.), e:say('page.table'))[. != ''][1]}">
      <table>
        <xsl:sequence select="e:attributes(., ())"/>
        <xsl:if test="head">
          <caption>
            <xsl:for-each select="head">
              <xsl:call-template name="e:content"/>
            </xsl:for-each>
          </caption>
        </xsl:if>
        <xsl:variable name="columns" as="xs:integer" select="max((1, row ! e:columns(.)))"/>
        <xsl:for-each-group select="node() except head" group-adjacent="self::row => exists()">
          <xsl:choose>
            <xsl:when test="current-grouping-key()">
              <xsl:apply-templates select="current-group()" mode="#current"/>
            </xsl:when>
            <xsl:when test="current-group()[self::*] or matches(string-join(current-group()), '[^ \t\r\n]')">
              <tr>
                <td colspan="{$columns}">
                  <xsl:apply-templates select="current-group()" mode="#current"/>
                </td>
              </tr>
            </xsl:when>
          </xsl:choose>
        </xsl:for-each-group>
      </table>
    </div>
  </xsl:template>

  <!-- How many columns a row takes. -->
  <xsl:function name="e:columns" as="xs:integer">
    <xsl:param name="row" as="element(row)"/>
    <xsl:sequence select="xs:integer(sum($row/cell/e:cells(@cols)))"/>
  </xsl:function>

  <xsl:function name="e:cells" as="xs:integer">
    <xsl:param name="number" as="attribute()?"/>
    <xsl:sequence select="if (matches($number, '^[1-9]\d?$')) then xs:integer($number) else 1"/>
  </xsl:function>

  <xsl:template match="table/row" mode="e:reading" as="element()" priority="1">
    <tr>
      <xsl:sequence select="e:attributes(., @role[. = 'label'] ! 'labels')"/>
      <xsl:for-each-group select="node()" group-adjacent="self::cell => exists()">
        <xsl:choose>
          <xsl:when test="current-grouping-key()">
            <xsl:apply-templates select="current-group()" mode="#current"/>
          </xsl:when>
          <xsl:when test="current-group()[self::*] or matches(string-join(current-group()), '[^ \t\r\n]')">
            <td>
              <xsl:apply-templates select="current-group()" mode="#current"/>
            </td>
          </xsl:when>
        </xsl:choose>
      </xsl:for-each-group>
    </tr>
  </xsl:template>

  <xsl:template match="table/row/cell" mode="e:reading" as="element()">
    <xsl:element name="{if ((@role, ../@role)[1] = 'label') then 'th' else 'td'}">
      <xsl:sequence select="e:attributes(., ())"/>
      <xsl:if test="e:cells(@cols) gt 1">
        <xsl:attribute name="colspan" select="e:cells(@cols)"/>
      </xsl:if>
      <xsl:if test="e:cells(@rows) gt 1">
        <xsl:attribute name="rowspan" select="e:cells(@rows)"/>
      </xsl:if>
      <xsl:call-template name="e:content"/>
      <xsl:sequence select="e:notes-at(.) ! e:note-reference(.)"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="quote[e:is-block(.) or e:holds-block(.)] | epigraph[e:is-block(.)]" mode="e:reading" as="element()">
    <xsl:call-template name="e:block">
      <xsl:with-param name="name" select="'blockquote'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- A figure outside a line; its heads become one caption. -->
  <xsl:template match="figure" mode="e:reading" as="element()">
    <xsl:element name="{if (e:is-block(.)) then 'figure' else e:phrase-element(., 'span')}">
      <xsl:sequence select="e:attributes(., 'figure')"/>
      <xsl:apply-templates select="node()[not(self::head)]" mode="#current"/>
      <xsl:if test="head">
        <xsl:element name="{if (e:is-block(.)) then 'figcaption' else 'span'}">
          <xsl:for-each select="head">
            <xsl:if test="position() gt 1">{' '}</xsl:if>
            <xsl:call-template name="e:content"/>
            <xsl:sequence select="e:notes-at(.) ! e:note-reference(.)"/>
          </xsl:for-each>
        </xsl:element>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <!-- Blocks of one paragraph each, where nothing in them is a block itself. -->
  <xsl:template match="(opener | closer | salute | byline | dateline | signed | trailer | fw | addrLine | figDesc | argument)[e:is-block(.)]"
    mode="e:reading" as="element()">
    <xsl:call-template name="e:block">
      <xsl:with-param name="name" select="e:paragraph-element(.)"/>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
