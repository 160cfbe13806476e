<?xml version="1.0" encoding="UTF-8"?>
<!-- What a document says of itself: title, correspondence, source, rights. Read here once, laid out elsewhere. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:variable name="tei" as="element(TEI)" select="/TEI"/>
  <xsl:variable name="header" as="element(teiHeader)?" select="$tei/teiHeader[1]"/>
  <!-- The text; of a document that has none the transcription of its leaves. -->
  <xsl:variable name="text" as="element()*" select="if ($tei/text) then $tei/text else $tei/sourceDoc"/>

  <xsl:key name="e:by-id" match="*[@xml:id]" use="@xml:id"/>

  <!-- The element of this document that a local pointer names; none for a pointer that leads elsewhere or nowhere. -->
  <xsl:function name="e:local" as="element()?">
    <xsl:param name="pointer" as="xs:string"/>
    <xsl:sequence select="if (starts-with($pointer, '#')) then key('e:by-id', substring($pointer, 2), root($tei))[1] else ()"/>
  </xsl:function>

  <!-- The elements that the pointers of an attribute name. -->
  <xsl:function name="e:targets" as="element()*">
    <xsl:param name="pointers" as="attribute()?"/>
    <xsl:sequence select="tokenize($pointers) ! e:local(.)"/>
  </xsl:function>

  <!-- The HTML id that an element keeps from the document, so that links to it last; none if an earlier element has the
       same, or if it could not be written into a link. -->
  <xsl:function name="e:id" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      $element/@xml:id[matches(., '^[\p{L}_][\p{L}\p{N}_.·-]*$')][$element is key('e:by-id', ., root($element))[1]] ! string()"/>
  </xsl:function>

  <xsl:function name="e:id-attribute" as="attribute(id)">
    <xsl:param name="id" as="xs:string"/>
    <xsl:attribute name="id" select="$id"/>
  </xsl:function>

  <!-- The words of a node on one line, without notes. -->
  <xsl:function name="e:words" as="xs:string">
    <xsl:param name="node" as="node()?"/>
    <xsl:sequence select="e:spaced(string-join($node/descendant-or-self::text()[not(ancestor::note[. >> $node])]))"/>
  </xsl:function>

  <!-- White space of XML as single spaces; a no-break space is a character and stays. -->
  <xsl:function name="e:spaced" as="xs:string">
    <xsl:param name="words" as="xs:string?"/>
    <xsl:sequence select="replace(replace($words, '[ \t\r\n]+', ' '), '^ | $', '')"/>
  </xsl:function>

  <!-- A phrase with a full stop, unless it ends with a mark of its own. -->
  <xsl:function name="e:sentence" as="xs:string">
    <xsl:param name="phrase" as="xs:string"/>
    <xsl:sequence select="$phrase || (if (matches($phrase, '[.!?…][”’&quot;)]?$')) then '' else '.')"/>
  </xsl:function>

  <!-- Languages ==================================================================================================== -->

  <!-- The language of a node, when it is one that a browser would understand. -->
  <xsl:function name="e:language" as="xs:string?">
    <xsl:param name="node" as="node()?"/>
    <xsl:sequence select="
      $node/ancestor-or-self::*[@xml:lang][1]/string(@xml:lang)[matches(., '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$')]"/>
  </xsl:function>

  <!-- Whether a node says that it is in another language than the page's own words. -->
  <xsl:function name="e:is-foreign" as="xs:boolean">
    <xsl:param name="node" as="node()?"/>
    <xsl:sequence select="exists(e:language($node)[. != $page-language])"/>
  </xsl:function>

  <!-- What a language is called: the first words of its description in the header, or its tag. -->
  <xsl:function name="e:language-name" as="xs:string">
    <xsl:param name="tag" as="xs:string"/>
    <xsl:variable name="described" as="xs:string?"
      select="$header/profileDesc/langUsage/language[@ident = $tag][1] ! e:words(.)[. != '']"/>
    <xsl:sequence select="(tokenize($described, '\s*[,;:(]\s*')[1], $tag)[1]"/>
  </xsl:function>

  <!-- Whether a language is written from right to left. -->
  <xsl:function name="e:right-to-left" as="xs:boolean">
    <xsl:param name="tag" as="xs:string?"/>
    <xsl:sequence select="
      matches($tag, '^(ar|arc|ckb|dv|fa|he|ps|sd|syr|ug|ur|yi)(-|$)|-(Arab|Hebr|Syrc|Thaa)(-|$)', 'i')
      and not(matches($tag, '-(Latn|Cyrl)(-|$)', 'i'))"/>
  </xsl:function>

  <!-- Dates ======================================================================================================== -->

  <!-- The moment of a date element for readers: to the minute where that is known, else its words, else its value. A plain
       day that is written in another language than the page's is told in the page's. -->
  <xsl:function name="e:moment" as="xs:string">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="if (e:is-foreign-day($date)) then e:date-in-words(e:machine-date($date)) else e:moment-as-written($date)"/>
  </xsl:function>

  <!-- The same in the words of the document, where it has some. -->
  <xsl:function name="e:moment-as-written" as="xs:string">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="
      ($date/@when-iso[contains(., 'T')] ! e:date-in-words(.),
       e:words($date)[. != ''],
       e:span-in-words($date))[1]"/>
  </xsl:function>

  <!-- Whether a date says a day in another language, and nothing besides: “23 October 1949”, “October 23, 1949”. -->
  <xsl:function name="e:is-foreign-day" as="xs:boolean">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="
      e:is-foreign($date) and exists(e:machine-date($date)[. castable as xs:date])
      and matches(e:words($date), '^(\d{1,2}(\.|er|º)?\s(de\s)?\p{L}+\.?,?\s(de\s)?\d{4}(\s?(г\.|года?))?|\p{L}+\.?\s\d{1,2},?\s\d{4}|\d{4}年\s?\d{1,2}月\s?\d{1,2}日|[\d./-]+)$')"/>
  </xsl:function>

  <!-- Whether what is told of a date is in the page's language, although the date is in another. -->
  <xsl:function name="e:is-translated" as="xs:boolean">
    <xsl:param name="date" as="element()"/>
    <xsl:sequence select="e:is-foreign($date) and (e:is-foreign-day($date) or contains($date/@when-iso, 'T') or e:words($date) = '')"/>
  </xsl:function>

  <!-- The attributes of a date in words: a day, or a stretch of time. -->
  <xsl:function name="e:span-in-words" as="xs:string">
    <xsl:param name="date" as="element()"/>
    <xsl:variable name="from" as="xs:string?" select="($date/@from, $date/@notBefore)[1] ! e:date-in-words(.)"/>
    <xsl:variable name="to" as="xs:string?" select="($date/@to, $date/@notAfter)[1] ! e:date-in-words(.)"/>
    <xsl:sequence select="
      ($date/(@when, @when-iso)[1] ! e:date-in-words(.),
       if ($from and $to) then e:say('date.span', map{'start': $from, 'end': $to}) else (),
       $from ! e:say('date.after', map{'date': .}),
       $to ! e:say('date.before', map{'date': .}),
       '')[1]"/>
  </xsl:function>

  <!-- The value of a date or time that HTML's time element and search engines can read; none if it is no real one. -->
  <xsl:function name="e:machine-date" as="xs:string?">
    <xsl:param name="date" as="element()?"/>
    <xsl:sequence select="($date/@when-iso, $date/@when)[e:is-machine-readable(.)][1] ! string()"/>
  </xsl:function>

  <xsl:function name="e:is-machine-readable" as="xs:boolean">
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="full" as="xs:string" select="replace($value, 'T(\d\d:\d\d)(Z|[+-]\d\d:\d\d)?$', 'T$1:00$2')"/>
    <xsl:sequence select="
      not(starts-with($value, '-'))
      and ($full castable as xs:dateTime
        or $value castable as xs:time and matches($value, '^[\d:]+$')
        or matches($value, '^\d{4}(-\d\d){0,2}$')
          and ($value, $value || '-01', $value || '-01-01')[. castable as xs:date] => exists())"/>
  </xsl:function>

  <!-- The edition ================================================================================================== -->

  <xsl:variable name="titles" as="element(title)*" select="$header/fileDesc/titleStmt/title[e:words(.) != '']"/>
  <xsl:variable name="title-node" as="element()?"
    select="($titles[@type = 'main'], $titles[not(@type = ('sub', 'desc', 'alt', 'short'))], $titles)[1]"/>
  <xsl:variable name="title" as="xs:string" select="($title-node ! e:words(.), e:say('page.untitled'))[1]"/>
  <xsl:variable name="subtitle" as="element()?" select="($header/fileDesc/titleStmt/title[@type = 'sub'])[1]"/>
  <xsl:variable name="abstract" as="element()*" select="$header/profileDesc/abstract"/>
  <xsl:variable name="publication" as="element()?" select="$header/fileDesc/publicationStmt[1]"/>
  <xsl:variable name="publisher" as="element()?"
    select="$publication/(publisher, authority, distributor)[e:words(.) != ''][1]"/>
  <xsl:variable name="identifiers" as="element()*"
    select="$publication/(idno[@type = 'DOI'], idno[@type = 'URI'], idno[not(@type = ('DOI', 'URI'))])[e:words(.) != '']"/>
  <xsl:variable name="copy-text" as="element()?"
    select="($header/fileDesc/sourceDesc/bibl[@type = 'copyText'], $header/fileDesc/sourceDesc/bibl)[1]"/>
  <xsl:variable name="manuscript" as="element()?" select="($header/fileDesc/sourceDesc/msDesc)[1]"/>

  <!-- What the whole document is called in a phrase: its outermost division's type. -->
  <xsl:variable name="genre" as="xs:string"
    select="($text/body/div[@type]/string(@type)[matches(., '^[a-z]+$')], 'document')[1]"/>

  <!-- Those who are responsible in a role, by MARC relator: trl, ctb, mrk … -->
  <xsl:function name="e:responsible" as="element()*">
    <xsl:param name="relator" as="xs:string"/>
    <xsl:sequence select="
      $header/fileDesc/(titleStmt | editionStmt)/respStmt[resp[e:relator(.) = $relator]]/(persName | orgName | name)"/>
  </xsl:function>

  <xsl:function name="e:relator" as="xs:string">
    <xsl:param name="resp" as="element()"/>
    <xsl:sequence select="tokenize(replace(string(($resp/@ref, $resp/@key)[1]), '/+$', ''), '[/#]')[last()] => string()"/>
  </xsl:function>

  <xsl:variable name="roles" as="map(xs:string, xs:string)" select="map{
    'trl': 'translator', 'ctb': 'contributor', 'mrk': 'encoder', 'edt': 'editor', 'trc': 'transcriber',
    'ann': 'annotator', 'cmp': 'compiler', 'com': 'compiler'}"/>

  <!-- Who is responsible for an intervention, in words: “the translator, Gary Goldberg”. -->
  <xsl:function name="e:responsibility" as="xs:string?">
    <xsl:param name="element" as="element()?"/>
    <xsl:variable name="phrases" as="xs:string*">
      <xsl:for-each select="e:targets($element/@resp)">
        <xsl:variable name="role" as="xs:string?"
          select="if (self::editor) then 'editor' else resp ! $roles(e:relator(.))"/>
        <xsl:variable name="name" as="xs:string"
          select="if (self::respStmt) then e:listed((persName | orgName | name) ! e:words(.)) else e:words(.)"/>
        <xsl:variable name="role-in-words" as="xs:string?" select="head($role) ! e:say('who.' || .)"/>
        <xsl:sequence select="
          if ($role-in-words and $name != '') then e:say('who.named', map{'role': $role-in-words, 'name': $name})
          else string-join(($role-in-words, $name))"/>
      </xsl:for-each>
    </xsl:variable>
    <xsl:sequence select="if (exists($phrases)) then e:listed($phrases) else ()"/>
  </xsl:function>

  <!-- The role alone: “translator”. -->
  <xsl:function name="e:role" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="(e:targets($element/@resp)/resp ! $roles(e:relator(.)), e:targets($element/@resp)[self::editor] ! 'editor')[1]"/>
  </xsl:function>

  <!-- Correspondence =============================================================================================== -->

  <xsl:variable name="correspondence" as="element(correspDesc)?"
    select="($header/profileDesc/correspDesc[@default = 'true'], $header/profileDesc/correspDesc)[1]"/>

  <!-- The senders, addressees, … of an act of correspondence. -->
  <xsl:function name="e:parties" as="element()*">
    <xsl:param name="act" as="element(correspDesc)?"/>
    <xsl:param name="part" as="xs:string"/>
    <xsl:variable name="actions" as="element()*" select="
      if ($part = 'cc') then $act/correspAction[@type = 'received'][@subtype = 'cc']
      else if ($part = 'received') then $act/correspAction[@type = 'received'][not(@subtype = 'cc')]
      else $act/correspAction[@type = $part]"/>
    <xsl:sequence select="$actions/(persName | orgName | name | rs)"/>
  </xsl:function>

  <!-- The day on which the document was sent, or else the best date that the header gives. -->
  <xsl:variable name="document-date" as="element()?" select="
    ($correspondence/correspAction[@type = 'sent']/date,
     $copy-text/date,
     $manuscript/history/origin//(origDate | date),
     $header/profileDesc/creation/date)[e:moment(.) != ''][1]"/>

  <!-- One row of facts: a label, by the key of its words, and the elements that answer it. -->
  <xsl:function name="e:fact" as="map(xs:string, item()*)?">
    <xsl:param name="label" as="xs:string"/>
    <xsl:param name="elements" as="element()*"/>
    <xsl:sequence select="if (exists($elements)) then map{'label': e:say($label), 'elements': $elements} else ()"/>
  </xsl:function>

  <!-- What stands at the head of an edition. -->
  <xsl:variable name="facts" as="map(xs:string, item()*)*" select="
    e:fact('fact.date', $document-date),
    e:fact('fact.from', e:parties($correspondence, 'sent')),
    e:fact('fact.to', e:parties($correspondence, 'received')),
    e:fact('fact.copies', e:parties($correspondence, 'cc')),
    e:fact('fact.archive', $manuscript/msIdentifier/(repository | institution)[e:words(.) != ''][1]),
    e:fact('fact.reference', $manuscript/msIdentifier/(idno[@type = 'reference'], idno)[1]),
    e:fact('fact.leaves', $manuscript/(msContents/msItem/locus, physDesc//extent/measure[@unit = ('leaf', 'page')])[e:words(.) != ''][1]),
    e:fact('fact.language', $manuscript/msContents/msItem/textLang[e:words(.) != ''][1]),
    e:fact('fact.translation', e:responsible('trl')),
    e:fact('fact.contributed', e:responsible('ctb'))"/>

  <!-- The way of the document: what was done with it on the way, in the order of the header. -->
  <xsl:variable name="route" as="element(correspAction)*"
    select="$correspondence[correspAction/@type = 'transmitted']/correspAction"/>

  <xsl:function name="e:action-label" as="xs:string">
    <xsl:param name="action" as="element(correspAction)"/>
    <xsl:variable name="kind" as="xs:string" select="string(($action/@subtype, $action/@type, 'handled')[1])"/>
    <xsl:sequence select="if (e:is-said('action.' || $kind)) then e:say('action.' || $kind) else e:capitalised($kind)"/>
  </xsl:function>

  <!-- How to cite it ================================================================================================ -->

  <!-- A name in the order of a bibliography: as written where it has a comma, otherwise surname first is not imposed. -->
  <xsl:variable name="authors" as="xs:string*" select="$header/fileDesc/titleStmt/author ! e:words(.)[. != '']"/>

  <xsl:variable name="edition-in-words" as="xs:string?"
    select="$header/fileDesc/editionStmt/edition[1] ! string-join((e:words(.)[. != ''], @n ! e:say('page.version', map{'number': .})), ', ')[. != '']"/>

  <!-- An address that a browser may follow: http, https or mailto, and nothing that only looks like it. -->
  <xsl:function name="e:is-address" as="xs:boolean">
    <xsl:param name="value" as="xs:string?"/>
    <xsl:sequence select="matches($value, '^(https?://[^\s/?#&quot;&lt;&gt;\\^`{|}]+|mailto:[^\s&quot;&lt;&gt;\\^`{|}]+@)[^\s&quot;&lt;&gt;\\^`{|}]*$', 'i')"/>
  </xsl:function>
</xsl:stylesheet>
