<?xml version="1.0" encoding="UTF-8"?>
<!-- The editor's hand in the text: which element is an editorial sign, what it means here, what it means in general. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <!-- Which sign ===================================================================================================== -->

  <!-- The key of the editorial sign that an element is; none for an element that is the source's own. A project gives
       signs of its own by adding templates to these three modes. -->
  <xsl:mode name="e:sign" on-no-match="deep-skip"/>
  <xsl:template match="text()" mode="e:sign"/>
  <xsl:template match="supplied" mode="e:sign" as="xs:string">supplied</xsl:template>
  <xsl:template match="gloss[@type = ('expansion', 'identification', 'original', 'translation', 'variant', 'role')]"
    mode="e:sign" as="xs:string">{@type}</xsl:template>
  <xsl:template match="gloss" mode="e:sign" as="xs:string" priority="-0.1">explanation</xsl:template>
  <!-- Without a notation a gloss is the source's own, unless somebody else is responsible for it. -->
  <xsl:template match="gloss[not(@type or @resp)][not($has-notation)]" mode="e:sign" priority="0.6"/>
  <xsl:template match="ex" mode="e:sign" as="xs:string">ex</xsl:template>
  <xsl:template match="choice[abbr and expan]" mode="e:sign" as="xs:string">abbreviation</xsl:template>
  <xsl:template match="choice[sic and corr]" mode="e:sign" as="xs:string" priority="1">corrected</xsl:template>
  <xsl:template match="choice[orig and reg]" mode="e:sign" as="xs:string" priority="1">regularised</xsl:template>
  <xsl:template match="choice[count(unclear) gt 1]" mode="e:sign" as="xs:string">alternatives</xsl:template>
  <xsl:template match="choice[am and ex]" mode="e:sign" as="xs:string">abbreviation</xsl:template>
  <xsl:template match="choice" mode="e:sign" as="xs:string" priority="-0.1">forms</xsl:template>
  <xsl:template match="choice/*" mode="e:sign" priority="2"/>
  <xsl:template match="sic" mode="e:sign" as="xs:string">sic</xsl:template>
  <xsl:template match="corr" mode="e:sign" as="xs:string">corrected</xsl:template>
  <xsl:template match="reg" mode="e:sign" as="xs:string">regularised</xsl:template>
  <xsl:template match="unclear" mode="e:sign" as="xs:string">unclear</xsl:template>
  <xsl:template match="seg[@type = ('doubtful', 'garbled')]" mode="e:sign" as="xs:string">doubtful</xsl:template>
  <xsl:template match="seg[@type = 'unresolved']" mode="e:sign" as="xs:string">unresolved</xsl:template>
  <xsl:template match="damage" mode="e:sign" as="xs:string">damage</xsl:template>
  <xsl:template match="surplus" mode="e:sign" as="xs:string">surplus</xsl:template>
  <xsl:template match="gap" mode="e:sign" as="xs:string">gap</xsl:template>
  <xsl:template match="gap[@reason = 'redacted']" mode="e:sign" as="xs:string">redacted</xsl:template>
  <xsl:template match="space" mode="e:sign" as="xs:string">space</xsl:template>
  <xsl:template match="add" mode="e:sign" as="xs:string">add</xsl:template>
  <xsl:template match="del" mode="e:sign" as="xs:string">del</xsl:template>
  <xsl:template match="metamark" mode="e:sign" as="xs:string">metamark</xsl:template>
  <xsl:template match="restore" mode="e:sign" as="xs:string">restore</xsl:template>
  <xsl:template match="restore/del" mode="e:sign" priority="2"/>
  <xsl:template match="retrace" mode="e:sign" as="xs:string">retrace</xsl:template>
  <xsl:template match="secl" mode="e:sign" as="xs:string">secl</xsl:template>
  <xsl:template match="mod" mode="e:sign" as="xs:string">mod</xsl:template>

  <xsl:function name="e:sign" as="xs:string?">
    <xsl:param name="node" as="node()"/>
    <xsl:apply-templates select="$node" mode="e:sign"/>
  </xsl:function>

  <!-- Of several readings in a choice readers see one; the others are told on demand. -->
  <xsl:function name="e:chosen" as="element()?">
    <xsl:param name="choice" as="element()"/>
    <xsl:sequence select="$choice/(corr, reg, expan, ex, unclear, abbr, *)[1]"/>
  </xsl:function>

  <!-- All readings of a choice, with those of a choice that is one of them. -->
  <xsl:function name="e:alternatives" as="element()*">
    <xsl:param name="choice" as="element()"/>
    <xsl:sequence select="$choice/* ! (if (self::choice) then e:alternatives(.) else .)"/>
  </xsl:function>

  <!-- Whether a node is part of what readers see: not in the reading of a choice that was not taken. -->
  <xsl:function name="e:is-shown" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="every $reading in $node/ancestor-or-self::*[parent::choice] satisfies $reading is e:chosen($reading/..)"/>
  </xsl:function>

  <xsl:variable name="signs-in-text" as="element()*" select="$text//*[e:sign(.)][e:is-shown(.)]"/>

  <xsl:variable name="sign-numbers" as="map(xs:string, xs:integer)">
    <xsl:map>
      <xsl:for-each select="$signs-in-text">
        <xsl:map-entry key="generate-id()" select="position()"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <!-- What a sign means where it stands ================================================================================= -->

  <xsl:function name="e:explanation" as="xs:string">
    <xsl:param name="sign" as="element()"/>
    <xsl:variable name="phrase" as="xs:string">
      <xsl:apply-templates select="$sign" mode="e:explanation"/>
    </xsl:variable>
    <xsl:variable name="words" as="xs:string" select="e:capitalised($phrase)"/>
    <xsl:sequence select="if (matches($words, '[.!?…。！？][”’»&quot;)）]?$')) then $words else e:say('join.sentence', map{'words': $words})"/>
  </xsl:function>

  <!-- What was done, with whoever is responsible for it: “supplied by the editor”. -->
  <xsl:function name="e:by" as="xs:string">
    <xsl:param name="phrase" as="xs:string"/>
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="(e:responsibility($element) ! e:say('sign.by', map{'phrase': $phrase, 'who': .}), $phrase)[1]"/>
  </xsl:function>

  <!-- What a gloss is: of the words that it is about, if it says so. -->
  <xsl:function name="e:gloss" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="gloss" as="element()"/>
    <xsl:param name="about" as="element()*"/>
    <xsl:param name="language" as="xs:string?"/>
    <xsl:variable name="words" as="xs:string*" select="$about ! e:words(.)[. != '']"/>
    <xsl:sequence select="
      e:by(e:say($key || '-of'[exists($words)] || '-in'[exists($language)], map{
        'words': e:quoted(string-join($words, e:say('join.comma'))), 'language': $language}), $gloss)"/>
  </xsl:function>

  <xsl:mode name="e:explanation" on-no-match="deep-skip"/>
  <xsl:template match="*" mode="e:explanation" as="xs:string">{e:legend(e:sign(.))}</xsl:template>
  <xsl:template match="supplied" mode="e:explanation" as="xs:string">
    <xsl:variable name="phrase" as="xs:string" select="e:by(e:say('sign.supplied'), .)"/>
    <xsl:sequence select="(e:reason(.) ! e:say('sign.remark', map{'phrase': $phrase, 'remark': .}), $phrase)[1]"/>
  </xsl:template>
  <xsl:template match="gloss" mode="e:explanation" as="xs:string">{e:gloss('sign.explanation', ., e:targets(@target), ())}</xsl:template>
  <xsl:template match="gloss[@type = ('expansion', 'translation', 'variant', 'role')]" mode="e:explanation" as="xs:string">
    <xsl:sequence select="e:gloss('sign.' || @type, ., e:targets(@target), ())"/>
  </xsl:template>
  <xsl:template match="gloss[@type = 'identification']" mode="e:explanation" as="xs:string">
    <xsl:variable name="named" as="element()?" select="e:targets(@target)[1]"/>
    <xsl:sequence select="e:gloss(if ($named/@type = 'cover') then 'sign.cover-name' else 'sign.name', ., $named, ())"/>
  </xsl:template>
  <xsl:template match="gloss[@type = 'original']" mode="e:explanation" as="xs:string">
    <xsl:sequence select="e:gloss('sign.original', ., e:targets(@target), @xml:lang ! e:language-name(.))"/>
  </xsl:template>
  <xsl:template match="ex" mode="e:explanation" as="xs:string">{e:by(e:say('sign.letters'), ((., ..)[@resp], .)[1])}</xsl:template>
  <xsl:template match="choice" mode="e:explanation" as="xs:string">
    <xsl:variable name="others" as="xs:string*" select="(e:alternatives(.) except e:alternatives(.)[e:is-shown(.)]) ! e:words(.)[. != '']"/>
    <xsl:variable name="given" as="xs:string" select="string-join($others ! e:quoted(.), e:say('join.or'))"/>
    <xsl:variable name="who" as="xs:string?" select="e:responsibility(e:chosen(.))"/>
    <xsl:sequence select="e:say(
      if (unclear) then 'sign.also-possible' else if (e:sign(.) = 'forms') then 'sign.also-given'
      else if ($who) then 'sign.source-has-changed' else 'sign.source-has', map{'readings': $given, 'who': $who})"/>
  </xsl:template>
  <xsl:template match="corr | reg" mode="e:explanation" as="xs:string">
    <xsl:variable name="meaning" as="xs:string" select="e:legend(e:sign(.))"/>
    <xsl:sequence select="(e:responsibility(.) ! e:say('sign.changed-by', map{'phrase': $meaning, 'who': .}), $meaning)[1]"/>
  </xsl:template>
  <xsl:template match="unclear | damage" mode="e:explanation" as="xs:string">
    <xsl:variable name="meaning" as="xs:string" select="e:legend(e:sign(.))"/>
    <xsl:sequence select="(e:reason(.) ! e:say('sign.detail', map{'phrase': $meaning, 'detail': .}), $meaning)[1]"/>
  </xsl:template>
  <xsl:template match="gap" mode="e:explanation" as="xs:string">{e:gap-words(.)}</xsl:template>
  <xsl:template match="space" mode="e:explanation" as="xs:string">
    <xsl:sequence select="(e:measure(.) ! e:say('sign.space-of', map{'measure': .}), e:say('sign.space'))[1]"/>
  </xsl:template>
  <xsl:template match="add | del" mode="e:explanation" as="xs:string">
    <xsl:variable name="what" as="xs:string" select="e:say('sign.' || local-name())"/>
    <xsl:variable name="where" as="xs:string" select="(e:place(.) ! e:say('sign.at', map{'phrase': $what, 'place': .}), $what)[1]"/>
    <xsl:sequence select="(e:hand-letter(.) ! e:say('sign.by-hand', map{'phrase': $where, 'letter': .}), $where)[1]"/>
  </xsl:template>
  <xsl:template match="metamark" mode="e:explanation" as="xs:string">
    <xsl:sequence select="(@function ! e:say('sign.metamark-for', map{'function': .}), e:say('sign.metamark'))[1]"/>
  </xsl:template>

  <!-- Why: what the element says, each reason in the page's words if there are any for it. -->
  <xsl:function name="e:reason" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="string-join(tokenize(($element/@reason, $element/@agent)[1]) ! e:term('reason', .), e:say('join.comma'))[. != '']"/>
  </xsl:function>

  <!-- Gaps =============================================================================================================== -->

  <!-- How much: “two words”, “less than 1 line”; none if it is not said. -->
  <xsl:function name="e:measure" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="number" as="xs:integer?" select="$element/@quantity[. castable as xs:integer] ! xs:integer(.)"/>
    <xsl:variable name="quantity" as="xs:string?" select="(e:of-list('number.words', $number), $element/@quantity ! replace(., '.', e:say('number.decimal'), 'q'))[. != ''][1]"/>
    <xsl:sequence select="
      ($element/@extent ! string(),
       if (empty($quantity)) then () else if ($element/@unit) then e:of-unit($element/@unit, $number, $quantity) else $quantity)[. != ''][1]"/>
  </xsl:function>

  <!-- So many of a unit, whose name may be that of one or of several; of one that is not known the name stays as it is. -->
  <xsl:function name="e:of-unit" as="xs:string">
    <xsl:param name="unit" as="xs:string"/>
    <xsl:param name="number" as="xs:integer?"/>
    <xsl:param name="quantity" as="xs:string"/>
    <xsl:variable name="single" as="xs:string" select="replace($unit, 's$', '')"/>
    <xsl:sequence select="
      if ($single != 'other' and e:is-said('unit.' || $single)) then e:counted('unit.' || $single, $number, map{'number': $quantity})
      else e:counted('unit.other', if ($single = $unit) then $number else 1, map{'number': $quantity, 'unit': $unit})"/>
  </xsl:function>

  <!-- A gap in words: “illegible signature”, “two words illegible”, “passage omitted by the editor”. -->
  <xsl:function name="e:gap-words" as="xs:string">
    <xsl:param name="gap" as="element(gap)"/>
    <xsl:variable name="reason" as="xs:string" select="($gap/@reason[. != ''], 'missing')[1]"/>
    <xsl:variable name="kind" as="xs:string" select="if ($reason = $gap-kinds) then e:say('gap.' || $reason) else $reason"/>
    <xsl:variable name="described" as="xs:string*" select="$gap/desc ! e:words(.)[. != '']"/>
    <xsl:variable name="words" as="xs:string" select="
      if (exists($described)) then string-join($described, '; ')
      else if ($gap/@unit = 'signature') then e:say(if ($gap/@reason = 'illegible') then 'gap.illegible-signature' else 'gap.signature')
      else (e:measure($gap) ! e:say('gap.measured', map{'measure': ., 'kind': $kind}), $kind)[1]"/>
    <!-- How certain that is. -->
    <xsl:sequence select="string-join(($words, $gap/(* except desc) ! e:words(.)[. != '']), '; ')"/>
  </xsl:function>

  <xsl:variable name="gap-kinds" as="xs:string*" select="tokenize(
    'missing undefined editorial irrelevant redacted cancelled illegible lost damage inaudible sampling')"/>

  <!-- What stands for the gap in the reading view. -->
  <xsl:function name="e:gap-label" as="xs:string">
    <xsl:param name="gap" as="element(gap)"/>
    <xsl:sequence select="
      if ($gap/@reason = ('editorial', 'irrelevant') and not($gap/@unit = 'signature') and e:words($gap) = '') then '[…]'
      else '[' || e:gap-words($gap) || ']'"/>
  </xsl:function>

  <!-- What stands for a blank space. -->
  <xsl:function name="e:space-label" as="xs:string">
    <xsl:param name="space" as="element(space)"/>
    <xsl:variable name="described" as="xs:string*" select="$space/desc ! e:words(.)[. != '']"/>
    <xsl:variable name="words" as="xs:string*"
      select="if (exists($described)) then $described else string-join((e:say('gap.space'), e:measure($space)), e:say('join.colon'))"/>
    <xsl:sequence select="'[' || string-join(($words, $space/(* except desc) ! e:words(.)[. != '']), '; ') || ']'"/>
  </xsl:function>

  <!-- The legend ========================================================================================================= -->

  <!-- Every sign in the order of the legend, with its sample and its meaning. -->
  <xsl:variable name="legend" as="map(xs:string, xs:string)*" select="
    tokenize('supplied ex expansion identification original translation variant role explanation abbreviation sic corrected
              regularised alternatives forms unclear doubtful unresolved damage surplus gap redacted space add del restore retrace
              mod secl metamark')
      ! map{'sign': ., 'sample': e:say('sample.' || .), 'meaning': e:say('legend.' || .)}"/>

  <xsl:function name="e:legend" as="xs:string">
    <xsl:param name="sign" as="xs:string"/>
    <xsl:sequence select="($legend[?sign = $sign]?meaning, $sign)[1]"/>
  </xsl:function>

  <xsl:variable name="legend-of-text" as="map(xs:string, xs:string)*"
    select="let $found := distinct-values($signs-in-text ! e:sign(.)) return $legend[?sign = $found]"/>

  <!-- Brackets around what a sign holds, in the reading view. -->
  <xsl:variable name="bracketed" as="xs:string*"
    select="'supplied', 'ex', 'expansion', 'identification', 'original', 'translation', 'variant', 'role', 'explanation', 'unresolved', 'secl'"/>

  <!-- Hands =============================================================================================================== -->

  <xsl:variable name="hands" as="element(handNote)*" select="$header//handNote"/>

  <!-- The letter under which a hand stands in the legend: A to Z, then its number. -->
  <xsl:function name="e:hand-letter" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="hand" as="element(handNote)?" select="e:hand($element)"/>
    <xsl:variable name="place" as="xs:integer?" select="$hand ! (count($hands[. &lt;&lt; $hand]) + 1)"/>
    <xsl:sequence select="$place ! (if (. le 26) then codepoints-to-string(64 + .) else string(.))"/>
  </xsl:function>

  <xsl:function name="e:hand" as="element(handNote)?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="if ($element/self::handNote) then $element else (e:targets($element/@hand), e:targets($element/@new))[. intersect $hands][1]"/>
  </xsl:function>

  <!-- Where on the leaf: “in the left margin”, “at the top”. -->
  <xsl:function name="e:place" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="tokens" as="xs:string*" select="tokenize($element/@place)"/>
    <xsl:variable name="sides" as="xs:string*" select="$tokens[not(. = ('margin', 'inline', 'corner', 'end'))]"/>
    <xsl:sequence select="
      if (empty($tokens) or $tokens = 'inline') then ()
      else if ($tokens = 'margin') then e:side($sides, '-margin', 'margin')
      else if ($tokens = 'corner') then e:side($sides, '-corner', 'corner')
      else if ($tokens = 'inspace') then e:say('place.inspace')
      else if ($tokens = 'interlinear') then e:say('place.interlinear')
      else if ($tokens = ('over', 'overlay', 'overwritten', 'superimposed')) then e:say('place.over')
      else if ($tokens = ('supralinear', 'infralinear')) then $tokens[1][e:is-said('place.' || .)] ! e:say('place.' || .)
      else if ($tokens = $relations) then string-join($tokens ! (if (. = $relations) then e:say('place.' || .) else .), ' ')
      else e:side($tokens, '', '')"/>
  </xsl:function>

  <xsl:variable name="relations" as="xs:string*" select="'above', 'below', 'across', 'opposite', 'overleaf'"/>

  <!-- A side of the leaf in a phrase of its own, or in one for all that have none; without a side, that of what it is a side of. -->
  <xsl:function name="e:side" as="xs:string">
    <xsl:param name="sides" as="xs:string*"/>
    <xsl:param name="ending" as="xs:string"/>
    <xsl:param name="alone" as="xs:string"/>
    <xsl:variable name="key" as="xs:string" select="'place.' || string-join($sides, '-') || $ending"/>
    <xsl:sequence select="
      if (empty($sides)) then e:say('place.' || $alone)
      else if ($sides != 'other' and e:is-said($key)) then e:say($key)
      else e:say('place.other' || $ending, map{'side': string-join($sides, ' ')})"/>
  </xsl:function>

  <!-- Marks in the margin: the empty notes that point at what the pencil marked. -->
  <xsl:key name="e:marks" match="note[@type = 'mark']" use="tokenize(@target) ! substring-after(., '#')"/>

  <xsl:function name="e:marks" as="element(note)*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="$element/@xml:id ! key('e:marks', ., root($tei))"/>
  </xsl:function>
</xsl:stylesheet>
