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
    <xsl:sequence select="e:sentence(e:capitalised($phrase))"/>
  </xsl:function>

  <xsl:function name="e:by" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="string(e:responsibility($element) ! (' by ' || .))"/>
  </xsl:function>

  <!-- “ of ‘action’”: the words that a gloss is about, if it says so. -->
  <xsl:function name="e:of-target" as="xs:string">
    <xsl:param name="gloss" as="element()"/>
    <xsl:variable name="words" as="xs:string" select="string-join(e:targets($gloss/@target) ! e:words(.)[. != ''], ', ')"/>
    <xsl:sequence select="if ($words = '') then '' else ' of “' || $words || '”'"/>
  </xsl:function>

  <xsl:mode name="e:explanation" on-no-match="deep-skip"/>
  <xsl:template match="*" mode="e:explanation" as="xs:string">{e:legend(e:sign(.))}</xsl:template>
  <xsl:template match="supplied" mode="e:explanation" as="xs:string">supplied{e:by(.)}{e:reason(., '; ')}</xsl:template>
  <xsl:template match="gloss" mode="e:explanation" as="xs:string">explanation{e:of-target(.)}, given{e:by(.)}</xsl:template>
  <xsl:template match="gloss[@type = 'expansion']" mode="e:explanation" as="xs:string">expansion{e:of-target(.)}, given{e:by(.)}</xsl:template>
  <xsl:template match="gloss[@type = 'identification']" mode="e:explanation" as="xs:string">
    <xsl:variable name="named" as="element()?" select="e:targets(@target)[1]"/>
    <xsl:sequence select="
      (if ($named/@type = 'cover') then 'cover name' else 'name')
      || string($named ! (' “' || e:words(.) || '”')) || ', identified' || e:by(.)"/>
  </xsl:template>
  <xsl:template match="gloss[@type = 'original']" mode="e:explanation" as="xs:string">
    <xsl:sequence select="
      'the original' || e:of-target(.) || string(@xml:lang ! (' (' || e:language-name(.) || ')')) || ', given' || e:by(.)"/>
  </xsl:template>
  <xsl:template match="gloss[@type = 'translation']" mode="e:explanation" as="xs:string">translation{e:of-target(.)}, given{e:by(.)}</xsl:template>
  <xsl:template match="gloss[@type = 'variant']" mode="e:explanation" as="xs:string">another form{e:of-target(.)}, given{e:by(.)}</xsl:template>
  <xsl:template match="gloss[@type = 'role']" mode="e:explanation" as="xs:string">office or part{e:of-target(.)}, given{e:by(.)}</xsl:template>
  <xsl:template match="ex" mode="e:explanation" as="xs:string">letters left out in the source, supplied{e:by((., ..)[@resp][1], .)}</xsl:template>
  <xsl:template match="choice" mode="e:explanation" as="xs:string">
    <xsl:variable name="others" as="xs:string*" select="(e:alternatives(.) except e:alternatives(.)[e:is-shown(.)]) ! e:words(.)[. != '']"/>
    <xsl:variable name="given" as="xs:string" select="string-join($others ! ('“' || . || '”'), ' or ')"/>
    <xsl:sequence select="
      if (unclear) then 'doubtful reading; also possible: ' || $given
      else if (e:sign(.) = 'forms') then 'also given: ' || $given
      else 'in the source: ' || $given || string(e:responsibility(e:chosen(.)) ! ('; changed by ' || .))"/>
  </xsl:template>
  <xsl:template match="corr | reg" mode="e:explanation" as="xs:string">{e:legend(e:sign(.))}{e:by(.) ! replace(., '^ by', ', changed by')}</xsl:template>
  <xsl:template match="unclear | damage" mode="e:explanation" as="xs:string">{e:legend(e:sign(.))}{e:reason(., ': ')}</xsl:template>
  <xsl:template match="gap" mode="e:explanation" as="xs:string">{e:gap-words(.)}</xsl:template>
  <xsl:template match="space" mode="e:explanation" as="xs:string">blank space{e:measure(.) ! (' of ' || .)}</xsl:template>
  <xsl:template match="add | del" mode="e:explanation" as="xs:string">
    <xsl:sequence select="
      (if (self::add) then 'added' else 'deleted')
      || string(e:place(.) ! (' ' || .)) || string(e:hand-letter(.) ! (' by hand ' || .))"/>
  </xsl:template>
  <xsl:template match="metamark" mode="e:explanation" as="xs:string">sign of the writer{string(@function ! (' for ' || .))}</xsl:template>

  <xsl:function name="e:by" as="xs:string">
    <xsl:param name="element" as="element()?"/>
    <xsl:param name="otherwise" as="element()"/>
    <xsl:sequence select="e:by(($element, $otherwise)[1])"/>
  </xsl:function>

  <xsl:variable name="reasons" as="map(xs:string, xs:string)" select="map{
    'omitted': 'left out in the source', 'omitted-in-original': 'left out in the source', 'undefined': 'for a reason not stated',
    'lost': 'lost in the source', 'blank': 'left blank in the source', 'damage': 'the source is damaged',
    'illegible': 'illegible in the source', 'redacted': 'withheld in the source', 'faded': 'faded', 'garbled': 'garbled in transmission',
    'handwriting': 'hard to read', 'deciphered': 'doubtful decipherment', 'fading': 'faded', 'fire': 'burnt', 'folding': 'folded',
    'punching': 'punched', 'tearing': 'torn', 'trimming': 'trimmed', 'water': 'water'}"/>

  <xsl:function name="e:reason" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="joint" as="xs:string"/>
    <xsl:variable name="reason" as="xs:string*"
      select="tokenize(($element/@reason, $element/@agent)[1]) ! ($reasons(.), translate(., '-_', '  '))[1]"/>
    <xsl:sequence select="if (exists($reason)) then $joint || string-join($reason, ', ') else ''"/>
  </xsl:function>

  <!-- Gaps =============================================================================================================== -->

  <xsl:variable name="numerals" as="xs:string*"
    select="'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'"/>

  <!-- How much: “two words”, “less than 1 line”; none if it is not said. -->
  <xsl:function name="e:measure" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="number" as="xs:integer?" select="$element/@quantity[. castable as xs:integer] ! xs:integer(.)"/>
    <xsl:variable name="quantity" as="xs:string?" select="($numerals[position() = $number], string($element/@quantity))[. != ''][1]"/>
    <xsl:variable name="unit" as="xs:string?" select="$element/@unit ! (. || (if ($number = 1 or ends-with(., 's')) then '' else 's'))"/>
    <xsl:sequence select="
      ($element/@extent ! string(), if ($quantity) then string-join(($quantity, $unit), ' ') else ())[. != ''][1]"/>
  </xsl:function>

  <!-- A gap in words: “illegible signature”, “two words illegible”, “passage omitted by the editor”. -->
  <xsl:function name="e:gap-words" as="xs:string">
    <xsl:param name="gap" as="element(gap)"/>
    <xsl:variable name="kind" as="xs:string" select="
      (map{'editorial': 'left out', 'redacted': 'withheld', 'cancelled': 'crossed out', 'undefined': 'missing',
           'irrelevant': 'left out'}(string($gap/@reason)), string($gap/@reason), 'missing')[. != ''][1]"/>
    <xsl:variable name="described" as="xs:string*" select="$gap/desc ! e:words(.)[. != '']"/>
    <xsl:variable name="words" as="xs:string" select="
      if (exists($described)) then string-join($described, '; ')
      else if ($gap/@unit = 'signature') then (if ($gap/@reason = 'illegible') then 'illegible signature' else 'signature')
      else string-join((e:measure($gap), $kind), ' ')"/>
    <!-- How certain that is. -->
    <xsl:sequence select="string-join(($words, $gap/(* except desc) ! e:words(.)[. != '']), '; ')"/>
  </xsl:function>

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
      select="if (exists($described)) then $described else string-join(('space', e:measure($space)), ': ')"/>
    <xsl:sequence select="'[' || string-join(($words, $space/(* except desc) ! e:words(.)[. != '']), '; ') || ']'"/>
  </xsl:function>

  <!-- The legend ========================================================================================================= -->

  <!-- Every sign in the order of the legend, with its sample and its meaning. -->
  <xsl:variable name="legend" as="map(xs:string, xs:string)*" select="
    map{'sign': 'supplied', 'sample': '[word]', 'meaning': 'supplied: not in the source'},
    map{'sign': 'ex', 'sample': '[letters]', 'meaning': 'letters that the source leaves out'},
    map{'sign': 'expansion', 'sample': '[expansion]', 'meaning': 'expansion of the abbreviation before it'},
    map{'sign': 'identification', 'sample': '[true name]', 'meaning': 'identification of the name before it'},
    map{'sign': 'original', 'sample': '[original]', 'meaning': 'the original of the word before it'},
    map{'sign': 'translation', 'sample': '[translation]', 'meaning': 'translation of the word before it'},
    map{'sign': 'variant', 'sample': '[other form]', 'meaning': 'another form of the name before it'},
    map{'sign': 'role', 'sample': '[office]', 'meaning': 'office or part of the person named'},
    map{'sign': 'explanation', 'sample': '[explanation]', 'meaning': 'explanation of the word before it'},
    map{'sign': 'abbreviation', 'sample': 'expanded', 'meaning': 'abbreviated in the source'},
    map{'sign': 'sic', 'sample': 'thus', 'meaning': 'so in the source'},
    map{'sign': 'corrected', 'sample': 'corrected', 'meaning': 'corrected; the source has something else'},
    map{'sign': 'regularised', 'sample': 'regular', 'meaning': 'spelling made regular'},
    map{'sign': 'alternatives', 'sample': 'one reading', 'meaning': 'doubtful reading with alternatives'},
    map{'sign': 'forms', 'sample': 'one form', 'meaning': 'given in several forms'},
    map{'sign': 'unclear', 'sample': 'doubtful', 'meaning': 'doubtful reading'},
    map{'sign': 'doubtful', 'sample': 'uncertain', 'meaning': 'doubtful'},
    map{'sign': 'unresolved', 'sample': '[remark]', 'meaning': 'note of the transcription that is not interpreted'},
    map{'sign': 'damage', 'sample': 'damaged', 'meaning': 'damaged in the source'},
    map{'sign': 'surplus', 'sample': 'superfluous', 'meaning': 'superfluous in the source'},
    map{'sign': 'gap', 'sample': '[…]', 'meaning': 'something that is not transcribed, or cannot be read'},
    map{'sign': 'redacted', 'sample': '[withheld]', 'meaning': 'withheld by those who released the source'},
    map{'sign': 'space', 'sample': '[space]', 'meaning': 'left blank in the source'},
    map{'sign': 'add', 'sample': 'added', 'meaning': 'added in the source, by the hand named'},
    map{'sign': 'del', 'sample': 'deleted', 'meaning': 'deleted in the source'},
    map{'sign': 'restore', 'sample': 'restored', 'meaning': 'deleted in the source, and restored there'},
    map{'sign': 'retrace', 'sample': 'retraced', 'meaning': 'written over again in the source'},
    map{'sign': 'mod', 'sample': 'changed', 'meaning': 'changed in the source'},
    map{'sign': 'secl', 'sample': '[spurious]', 'meaning': 'in the source, and in the editor’s opinion not part of the text'},
    map{'sign': 'metamark', 'sample': '✻', 'meaning': 'sign of the writer, not text'}"/>

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
      else if ($tokens = 'margin') then string-join(('in the', $sides, 'margin'), ' ')
      else if ($tokens = 'corner') then string-join(('in the', $sides, 'corner'), ' ')
      else if ($tokens = 'inspace') then 'in a space left for it'
      else if ($tokens = 'interlinear') then 'between the lines'
      else if ($tokens = ('over', 'overlay', 'overwritten', 'superimposed')) then 'over what stood there'
      else if ($tokens = ('supralinear', 'infralinear')) then map{'supralinear': 'above the line', 'infralinear': 'below the line'}($tokens[1])
      else if ($tokens = ('above', 'below', 'across', 'opposite', 'overleaf')) then string-join($tokens, ' ')
      else string-join(('at the', $tokens), ' ')"/>
  </xsl:function>

  <!-- Marks in the margin: the empty notes that point at what the pencil marked. -->
  <xsl:key name="e:marks" match="note[@type = 'mark']" use="tokenize(@target) ! substring-after(., '#')"/>

  <xsl:function name="e:marks" as="element(note)*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="$element/@xml:id ! key('e:marks', ., root($tei))"/>
  </xsl:function>
</xsl:stylesheet>
