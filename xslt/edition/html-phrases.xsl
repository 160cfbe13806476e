<?xml version="1.0" encoding="UTF-8"?>
<!-- The reading view inside a line: names, editorial signs, notes' numbers, dates, emphasis. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:mode name="e:reading" on-no-match="shallow-skip"/>

  <!-- Attributes that every element may need ================================================================================ -->

  <xsl:function name="e:class" as="attribute(class)?">
    <xsl:param name="names" as="xs:string*"/>
    <xsl:if test="exists($names[. != ''])">
      <xsl:attribute name="class" select="string-join(distinct-values($names[. != '']), ' ')"/>
    </xsl:if>
  </xsl:function>

  <!-- A block in a script that is written from top to bottom, which may be wider than the page: it can be scrolled. -->
  <xsl:function name="e:upright" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      'vertical'[matches(string-join($element/(@rend, @style), ' '), 'vertical-(rl|lr)') or matches($element/@xml:lang, '-Mong(-|$)')]
        [e:is-block($element)]"/>
  </xsl:function>

  <!-- Marks on the leaf that point here: “marked marked-left”. -->
  <xsl:function name="e:marked" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="marks" as="element(note)*" select="e:marks($element)"/>
    <xsl:sequence select="
      if (empty($marks)) then () else ('marked', (if ($marks/@place ! tokenize(.) = 'right') then 'marked-right' else 'marked-left'))"/>
  </xsl:function>

  <!-- Class, id, lang and dir of what an element becomes. -->
  <xsl:function name="e:attributes" as="attribute()*">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="classes" as="xs:string*"/>
    <xsl:sequence select="
      e:class(($classes, e:rendered($element), e:marked($element), e:upright($element))),
      e:id($element) ! e:id-attribute(.),
      e:language-attributes($element, e:language($element/..)),
      e:region($element)"/>
    <xsl:if test="exists(e:upright($element))">
      <xsl:attribute name="tabindex" select="0"/>
    </xsl:if>
    <xsl:variable name="report" as="xs:string*" select="e:marks($element) ! e:report(.) ! e:id(.)"/>
    <xsl:if test="exists($report)">
      <xsl:attribute name="aria-describedby" select="distinct-values($report)"/>
    </xsl:if>
  </xsl:function>

  <!-- The note that reports a mark. -->
  <xsl:function name="e:report" as="element(note)?">
    <xsl:param name="mark" as="element(note)"/>
    <xsl:sequence select="$mark/preceding-sibling::note[@subtype = 'physical'][tokenize(@target) = tokenize($mark/@target)][1]"/>
  </xsl:function>

  <!-- The HTML element for a phrase, or div where it holds blocks and so is none. -->
  <xsl:function name="e:phrase-element" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="if (e:holds-block($element)) then 'div' else $name"/>
  </xsl:function>

  <!-- Content with links ===================================================================================================== -->

  <!-- Whether a node becomes or holds something that is reached with the keyboard, and so cannot stand in a link. -->
  <xsl:function name="e:holds-control" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="$control-holders(generate-id($node)) = true()"/>
  </xsl:function>

  <xsl:variable name="control-holders" as="map(xs:string, xs:boolean)" select="
    e:set($text//*[
      self::ref or self::ptr or self::note or self::handShift or self::graphic or self::pb[e:leaf(.)]
      or e:kind(.) or e:sign(.) or e:is-numbered-holder(.) or e:is-block(.)]/ancestor-or-self::*)"/>

  <!-- The content of the current element. Where it belongs to something that leads elsewhere ($address), each stretch
       without links of its own becomes a link; a link within a link is none. -->
  <xsl:template name="e:content" as="node()*">
    <xsl:param name="address" as="xs:string?" select="()" tunnel="yes"/>
    <xsl:param name="is-linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:choose>
      <xsl:when test="empty($address) or $is-linked">
        <xsl:apply-templates mode="e:reading"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each-group select="node()" group-adjacent="e:holds-control(.)">
          <xsl:choose>
            <xsl:when test="current-grouping-key() or not(matches(string-join(current-group()), '[^ \t\r\n]'))">
              <xsl:apply-templates select="current-group()" mode="e:reading"/>
            </xsl:when>
            <xsl:otherwise>
              <xsl:call-template name="e:link">
                <xsl:with-param name="nodes" select="current-group()"/>
                <xsl:with-param name="address" select="$address"/>
              </xsl:call-template>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:for-each-group>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A link over some nodes, without the white space at its ends. -->
  <xsl:template name="e:link" as="node()*">
    <xsl:param name="nodes" as="node()*" required="yes"/>
    <xsl:param name="address" as="xs:string" required="yes"/>
    <xsl:variable name="words" as="text()*" select="$nodes/descendant-or-self::text()"/>
    <xsl:if test="matches($words[1], '^[ \t\r\n]')">{' '}</xsl:if>
    <a href="{$address}">
      <xsl:apply-templates select="$nodes" mode="e:reading">
        <xsl:with-param name="is-linked" select="true()" tunnel="yes"/>
        <xsl:with-param name="first-words" select="$words[1]" tunnel="yes"/>
        <xsl:with-param name="last-words" select="$words[last()]" tunnel="yes"/>
      </xsl:apply-templates>
    </a>
    <xsl:if test="matches($words[last()], '[ \t\r\n]$')">{' '}</xsl:if>
  </xsl:template>

  <xsl:template match="text()" mode="e:reading" as="text()?">
    <xsl:param name="first-words" as="text()?" select="()" tunnel="yes"/>
    <xsl:param name="last-words" as="text()?" select="()" tunnel="yes"/>
    <xsl:variable name="start" as="xs:string" select="if (. is $first-words) then replace(., '^[ \t\r\n]+', '') else string(.)"/>
    <xsl:value-of select="if (. is $last-words) then replace($start, '[ \t\r\n]+$', '') else $start"/>
  </xsl:template>

  <!-- Records ================================================================================================================ -->

  <!-- The parts of a record that stand in line are told one after the other, however they are written. -->
  <xsl:template match="*[e:separator(.)]" mode="e:reading" as="node()*" priority="6">
    <xsl:next-match/>
    <xsl:text>{e:separator(.)}</xsl:text>
  </xsl:template>

  <xsl:template match="*[e:is-record(.)]/text()" mode="e:reading" as="text()?" priority="1"/>

  <!-- Names ================================================================================================================== -->

  <xsl:template match="*[e:kind(.)][e:words(.) != '']" mode="e:reading" as="element()" priority="1">
    <xsl:element name="{e:phrase-element(., 'span')}">
      <xsl:sequence select="
        e:class(('name', e:kind(.), @type[. = 'cover'] ! 'cover', e:rendered(.))),
        e:id-attribute(e:occurrence-id(.)),
        e:language-attributes(., e:language(..))"/>
      <xsl:call-template name="e:content">
        <xsl:with-param name="address" select="'#' || e:entry-id(.)" tunnel="yes"/>
      </xsl:call-template>
    </xsl:element>
  </xsl:template>

  <!-- References ============================================================================================================= -->

  <!-- Where a pointer leads that readers may follow: an address, or a place in this page. -->
  <xsl:function name="e:destination" as="xs:string?">
    <xsl:param name="pointer" as="attribute()?"/>
    <xsl:variable name="first" as="xs:string" select="string(tokenize($pointer)[1])"/>
    <xsl:variable name="local" as="element()?"
      select="e:local($first)[ancestor::* intersect $text][e:is-shown(.)][not(self::note[@type = 'mark'])]"/>
    <xsl:sequence select="
      if (e:is-address($first)) then $first
      else $local ! (if (e:kind(.)) then '#' || e:occurrence-id(.)
                     else if (self::note[e:is-footnote(.)]) then '#note:' || $footnote-numbers(generate-id())
                     else e:id(.) ! ('#' || .))"/>
  </xsl:function>

  <xsl:template match="ref" mode="e:reading" as="node()*">
    <xsl:element name="{e:phrase-element(., 'span')}">
      <xsl:sequence select="e:attributes(., 'ref')"/>
      <xsl:call-template name="e:content">
        <xsl:with-param name="address" select="e:destination(@target)" tunnel="yes"/>
      </xsl:call-template>
    </xsl:element>
  </xsl:template>

  <xsl:template match="ptr" mode="e:reading" as="node()*">
    <xsl:variable name="destination" as="xs:string?" select="e:destination(@target)"/>
    <xsl:variable name="target" as="element()?" select="e:local(string(tokenize(@target)[1]))"/>
    <xsl:variable name="words" as="xs:string"
      select="if ($target) then string-join(tokenize(e:words($target), ' ')[position() le 5], ' ') else string(@target)"/>
    <xsl:choose>
      <xsl:when test="$destination and $words != ''">
        <a class="ptr" href="{$destination}">{$words}</a>
      </xsl:when>
      <xsl:otherwise>
        <span class="ptr">{$words}</span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Editorial signs ======================================================================================================== -->

  <!-- A sign is visibly the editor's, and tells what it means when it has the focus or the pointer. In a link it only
       looks so. -->
  <xsl:template match="*[e:sign(.)]" mode="e:reading" as="element()+" priority="2">
    <xsl:param name="is-linked" as="xs:boolean" select="false()" tunnel="yes"/>
    <xsl:variable name="sign" as="xs:string" select="e:sign(.)"/>
    <xsl:variable name="number" as="xs:integer?" select="$sign-numbers(generate-id())[not($is-linked)]"/>
    <xsl:element name="{(map{'add': 'ins', 'del': 'del'}($sign), e:phrase-element(., 'span'))[1]}">
      <xsl:sequence select="e:attributes(., ('sign', $sign, @hand ! 'written', self::add/@place ! tokenize(.)[. = ('above', 'below', 'supralinear', 'infralinear')] ! ('place-' || .)))"/>
      <xsl:sequence select="(self::gap | self::space)[e:words(.) = ''] ! e:page-language-attribute(.)"/>
      <xsl:if test="exists($number)">
        <xsl:attribute name="tabindex" select="0"/>
        <xsl:attribute name="aria-describedby" select="'tip:' || $number"/>
      </xsl:if>
      <xsl:if test="$sign = $bracketed">[</xsl:if>
      <xsl:apply-templates select="." mode="e:sign-content">
        <xsl:with-param name="address" select="()" tunnel="yes"/>
      </xsl:apply-templates>
      <xsl:if test="$sign = $bracketed">]</xsl:if>
      <xsl:if test="exists($number)">
        <span class="tip" role="tooltip" id="tip:{$number}">
          <xsl:sequence select="if (e:language(.) = $page-language) then () else e:page-language-attribute()"/>
          <xsl:text>{e:explanation(.)}</xsl:text>
        </span>
      </xsl:if>
    </xsl:element>
    <xsl:sequence select="if ($is-linked) then () else e:hand-link(.)"/>
  </xsl:template>

  <xsl:function name="e:page-language-attribute" as="attribute(lang)">
    <xsl:attribute name="lang" select="$page-language"/>
  </xsl:function>

  <!-- The same for words of the page's own, a label among them, within a text in another language. -->
  <xsl:function name="e:page-language-attribute" as="attribute(lang)?">
    <xsl:param name="around" as="node()?"/>
    <xsl:sequence select="if (e:is-foreign($around)) then e:page-language-attribute() else ()"/>
  </xsl:function>

  <!-- What a sign holds. -->
  <xsl:mode name="e:sign-content" on-no-match="deep-skip"/>

  <xsl:template match="*" mode="e:sign-content" as="node()*">
    <xsl:call-template name="e:content"/>
  </xsl:template>

  <xsl:template match="gap" mode="e:sign-content" as="text()">{e:gap-label(.)}</xsl:template>

  <xsl:template match="space" mode="e:sign-content" as="text()">{e:space-label(.)}</xsl:template>

  <xsl:template match="metamark[e:words(.) = '']" mode="e:sign-content" as="text()">✻</xsl:template>

  <xsl:template match="choice" mode="e:sign-content" as="node()*">
    <xsl:apply-templates select="e:chosen(.)" mode="e:reading"/>
  </xsl:template>

  <!-- A choice that is no sign still shows one reading only. -->
  <xsl:template match="choice" mode="e:reading" as="node()*">
    <xsl:apply-templates select="e:chosen(.)" mode="#current"/>
  </xsl:template>

  <!-- Hands ================================================================================================================== -->

  <!-- The letter of the hand that wrote something, as a link to the legend. -->
  <xsl:function name="e:hand-link" as="element()?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="hand" as="element(handNote)?" select="e:hand($element)"/>
    <xsl:variable name="letter" as="xs:string?" select="e:hand-letter($element)"/>
    <xsl:if test="$hand/e:id(.)">
      <a class="hand-link" href="#{e:id($hand)}" aria-label="{e:say('page.hand', map{'letter': $letter})}">
        <xsl:sequence select="e:page-language-attribute($element)"/>
        <xsl:text>{$letter}</xsl:text>
      </a>
    </xsl:if>
  </xsl:function>

  <xsl:template match="handShift" mode="e:reading" as="node()*">
    <xsl:sequence select="e:hand-link(.)"/>
  </xsl:template>

  <xsl:template match="seg[@type = 'signature'] | *[@hand][e:sign(.) => empty()]" mode="e:reading" as="node()*" priority="0.7">
    <xsl:next-match/>
    <xsl:sequence select="e:hand-link(.)"/>
  </xsl:template>

  <!-- The numbers of notes ==================================================================================================== -->

  <xsl:function name="e:note-reference" as="element()">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="number" as="xs:integer" select="$footnote-numbers(generate-id($note))"/>
    <sup class="note-reference">
      <a id="note-reference:{$number}" href="#note:{$number}" role="doc-noteref" aria-label="{e:say('page.note', map{'number': $number})}">
        <xsl:sequence select="e:page-language-attribute($note/..)"/>
        <xsl:text>{$number}</xsl:text>
      </a>
    </sup>
  </xsl:function>

  <xsl:template match="note[e:is-footnote(.)]" mode="e:reading" as="element()?" priority="1">
    <xsl:sequence select=".[empty(e:note-holder(.))] ! e:note-reference(.)"/>
  </xsl:template>

  <!-- Dates and emphasis ====================================================================================================== -->

  <xsl:template match="date | time" mode="e:reading" as="node()*">
    <xsl:variable name="value" as="xs:string?" select="e:machine-date(.)"/>
    <xsl:element name="{e:phrase-element(., if ($value) then 'time' else 'span')}">
      <xsl:sequence select="e:attributes(., local-name())"/>
      <xsl:if test="$value and not(e:holds-block(.))">
        <xsl:attribute name="datetime" select="$value"/>
      </xsl:if>
      <xsl:call-template name="e:content"/>
    </xsl:element>
  </xsl:template>

  <xsl:variable name="phrase-names" as="map(xs:string, xs:string)" select="map{
    'emph': 'em', 'foreign': 'i', 'term': 'i', 'mentioned': 'i', 'code': 'code', 'ident': 'code', 'abbr': 'abbr',
    'ruby': 'ruby', 'rt': 'rt'}"/>

  <xsl:variable name="styled" as="xs:string*"
    select="'hi', 'label', 'signed', 'dateline', 'salute', 'fw', 'stamp', 'quote', 'q', 'expan', 'num', 'metamark', 'milestone', 'head'"/>

  <!-- Any other element in a line. One that says nothing to readers leaves its content alone. -->
  <xsl:template match="*" mode="e:reading" as="node()*" priority="-0.6">
    <xsl:variable name="name" as="xs:string?" select="
      if (self::hi[tokenize(@rend) = ('superscript', 'sup')]) then 'sup'
      else if (self::hi[tokenize(@rend) = ('subscript', 'sub')]) then 'sub'
      else if (self::title[@level = ('m', 'j', 's')]) then 'cite'
      else $phrase-names(local-name())"/>
    <xsl:variable name="attributes" as="attribute()*"
      select="e:attributes(., local-name()[. = $styled])"/>
    <xsl:choose>
      <xsl:when test="exists(($name, $attributes))">
        <xsl:element name="{e:phrase-element(., ($name, 'span')[1])}">
          <xsl:sequence select="$attributes"/>
          <xsl:call-template name="e:content"/>
          <xsl:sequence select="e:notes-at(.) ! e:note-reference(.)"/>
        </xsl:element>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="e:content"/>
        <xsl:sequence select="e:notes-at(.) ! e:note-reference(.)"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="fw[not(e:is-block(.))]" mode="e:reading" as="element()">
    <xsl:element name="{e:phrase-element(., 'span')}">
      <xsl:sequence select="e:attributes(., ('fw', @type ! ('fw-' || .)))"/>
      <xsl:call-template name="e:content"/>
      <xsl:sequence select="e:notes-at(.) ! e:note-reference(.)"/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="(q | said | soCalled)[exists(e:quotation-marks(.))]" mode="e:reading" as="node()*" priority="0.6">
    <xsl:text>{e:quotation-marks(.)[1]}</xsl:text>
    <xsl:next-match/>
    <xsl:text>{e:quotation-marks(.)[2]}</xsl:text>
  </xsl:template>

  <!-- The greeting after the date, and the name after the farewell, are lines of a letter for readers. -->
  <xsl:template match="salute[e:follows(., 'dateline')] | signed[e:follows(., 'salute')]" mode="e:reading"
    as="node()*" priority="5">
    <br/>
    <xsl:next-match/>
  </xsl:template>

  <!-- Parts of an opening, a closing or a citation that touch in the document are words apart for readers. -->
  <xsl:template match="(salute | dateline | signed | quote | bibl | address)[following-sibling::node()[1][e:is-part(.)]]"
    mode="e:reading" as="node()*" priority="4">
    <xsl:next-match/>
    <xsl:text>{' '}</xsl:text>
  </xsl:template>

  <!-- Line and page ends ====================================================================================================== -->

  <!-- A paragraph is set anew; elsewhere lines are kept. One at the very start of a block ends nothing. -->
  <xsl:template match="lb" mode="e:reading" as="node()*">
    <xsl:choose>
      <xsl:when test="@break = 'no' or not(preceding-sibling::node()[self::* or matches(., '[^ \t\r\n]')])"/>
      <xsl:when test="ancestor::*[self::p | self::ab | self::item | self::cell | self::quote | self::note][1][self::p or self::item or self::quote]">
        <xsl:text>{' '}</xsl:text>
      </xsl:when>
      <xsl:otherwise>
        <br/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="pb" mode="e:reading" as="element()">
    <span role="doc-pagebreak" aria-label="{if (@n) then e:say('page.break-before', map{'number': @n}) else e:say('page.break')}">
      <xsl:sequence select="e:attributes(., 'pb'), e:page-language-attribute(.)"/>
      <xsl:text>{(@n ! e:say('page.number', map{'number': .}), '¦')[1]}</xsl:text>
    </span>
  </xsl:template>

  <xsl:template match="cb | gb" mode="e:reading" as="element()">
    <span class="cb" aria-hidden="true">¦</span>
  </xsl:template>

  <xsl:template match="anchor" mode="e:reading" as="element()?">
    <xsl:if test="e:id(.)">
      <span id="{e:id(.)}"/>
    </xsl:if>
  </xsl:template>

  <!-- Pictures stay where they are: the page loads nothing. What they show is told, and where they lie is linked. -->
  <xsl:template match="graphic" mode="e:reading" as="node()*">
    <xsl:variable name="words" as="xs:string" select="(desc ! e:words(.), e:say('media.image-named', map{'name': replace(@url, '^.*/', '')}))[. != ''][1]"/>
    <xsl:choose>
      <xsl:when test="e:is-address(@url)">
        <a class="graphic" href="{@url}">{$words}</a>
      </xsl:when>
      <xsl:otherwise>
        <span class="graphic">{$words}</span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
