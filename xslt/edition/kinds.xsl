<?xml version="1.0" encoding="UTF-8"?>
<!-- What the elements of TEI are to an edition: blocks, records of facts, or phrases. Whatever is in none of these sets
     is a phrase, so that no element is unknown and none loses its words. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <xsl:function name="e:names" as="map(xs:string, xs:boolean)">
    <xsl:param name="names" as="xs:string"/>
    <xsl:sequence select="map:merge(tokenize($names) ! map{.: true()})"/>
  </xsl:function>

  <!-- Blocks ============================================================================================================= -->

  <!-- Blocks wherever they stand, besides those that the notation knows. -->
  <xsl:variable name="block-names" as="map(xs:string, xs:boolean)" select="e:names('
    p ab list table lg l div div1 div2 div3 div4 div5 div6 div7 floatingText
    sp spGrp speaker castList castGroup castItem set prologue epilogue performance
    u annotationBlock
    superEntry entry entryFree hom dictScrap
    listPerson listOrg listPlace listEvent listObject listNym listRelation listWit listApp listChange
    person personGrp persona org place event object nym
    msDesc msPart msFrag msContents msItem msItemStruct physDesc history additional
    surfaceGrp surface zone line
    specList eg')"/>

  <!-- Blocks where they stand in a list of their like, and phrases elsewhere. -->
  <xsl:variable name="listed-names" as="map(xs:string, xs:boolean)"
    select="e:names('bibl biblStruct biblFull msDesc witness app change relation relationGrp nym')"/>

  <!-- Blocks that are phrases in a paragraph, a line of verse or a name: what happens on the stage, the parts of an entry. -->
  <xsl:variable name="interrupting-names" as="map(xs:string, xs:boolean)"
    select="e:names('stage sense re incident kinesic vocal writing sound tech view camera caption')"/>

  <xsl:variable name="running-names" as="map(xs:string, xs:boolean)"
    select="e:names('p ab l u seg s w item cell head speaker castItem role roleDesc note q quote said stage def label title')"/>

  <!-- Whether an element is in line with its neighbours though its name is that of a block: a list that runs in, a
       direction within a speech. -->
  <xsl:function name="e:runs-in-line" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      if ($element/(self::list | self::item | self::label)) then exists($element/ancestor-or-self::list[1][e:is-inline-list(.)])
      else if ($interrupting-names(local-name($element))) then exists($element/ancestor::*[$running-names(local-name())])
      else false()"/>
  </xsl:function>

  <xsl:function name="e:is-inline-list" as="xs:boolean">
    <xsl:param name="list" as="element(list)"/>
    <xsl:sequence select="$list/(@type, @rend) ! tokenize(.) = ('inline', 'run-in', 'runin')"/>
  </xsl:function>

  <!-- Whether items of a list begin with what they are called, so that no number or bullet is to be put before them. -->
  <xsl:function name="e:is-labelled-list" as="xs:boolean">
    <xsl:param name="list" as="element()"/>
    <xsl:sequence select="exists($list/item/label[not(preceding-sibling::* or preceding-sibling::text()[normalize-space()])])"/>
  </xsl:function>

  <!-- Whether an element begins and ends a line of its own. The notation says so; what HTML needs as a block is one in
       any case. -->
  <xsl:function name="e:is-block" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="name" as="xs:string" select="local-name($element)"/>
    <xsl:sequence select="
      ($element/@n:display = ('block', 'run-in') or $block-names($name) = true()
        or $listed-names($name) = true() and starts-with(local-name($element/..), 'list')
        or $interrupting-names($name) = true()
        or e:is-listing($element) and e:is-long-listing($element))
      and not(e:runs-in-line($element))"/>
  </xsl:function>

  <!-- Whether code takes lines of its own: markup that is written so, and whatever specifies TEI. -->
  <xsl:function name="e:is-long-listing" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/*) or contains($element, '&#10;')"/>
  </xsl:function>

  <!-- Records ============================================================================================================ -->

  <!-- Elements that hold elements and no words between them. What is in them is told one after the other, with a
       punctuation mark where none is written. -->
  <xsl:variable name="record-names" as="map(xs:string, xs:boolean)" select="e:names('
    analytic biblStruct biblFull imprint monogr relatedItem respStmt edition index divGen
    particDesc setting settingDesc textDesc
    availability calendar calendarDesc correspAction correspContext correspDesc editionStmt fileDesc keywords langUsage
    listChange notesStmt profileDesc publicationStmt seriesStmt sourceDesc textClass titleStmt abstract
    fLib fs fvLib vAlt vColl vLabel vMerge vNot f
    altGrp join joinGrp linkGrp timeline interpGrp spanGrp
    additional adminInfo altIdentifier binding bindingDesc custodialHist decoDesc dimensions handDesc history layoutDesc
    locusGrp msContents msDesc msFrag msIdentifier msItem msItemStruct msPart objectDesc physDesc recordHist scriptDesc seal
    sealDesc supportDesc typeDesc handNotes
    climate event langKnowledge location nym object objectIdentifier org person personGrp persona place population
    relation state terrain trait listRelation
    arc eLeaf eTree forest graph iNode leaf listForest node root tree triangle
    broadcast equipment recording recordingStmt scriptStmt
    entry hom superEntry form gramGrp sense re etym xr measureGrp castItem bibl series
    certainty precision respons notatedMusic')"/>

  <xsl:function name="e:is-record" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      ($record-names(local-name($element)) = true() or exists($element/self::list)) and $records(generate-id($element)) = true()"/>
  </xsl:function>

  <!-- Found once for all: each part asks whether what it is in is one. -->
  <xsl:variable name="records" as="map(xs:string, xs:boolean)" select="
    e:set(($text//*[$record-names(local-name()) = true()][not(text()[matches(., '[^ \t\r\n]')])], $text//list[e:is-inline-list(.)]))"/>

  <!-- What stands between a part of a record and the next; none after the last, before a block, or elsewhere. -->
  <xsl:function name="e:separator" as="xs:string?">
    <xsl:param name="part" as="element()"/>
    <xsl:variable name="record" as="element()?" select="$part/parent::*[e:is-record(.)]"/>
    <xsl:if test="exists($record)">
      <xsl:variable name="next" as="element()?" select="$part/following-sibling::*[e:says(.)][1]"/>
      <xsl:variable name="words" as="xs:string" select="e:words($part)"/>
      <xsl:if test="exists($next) and e:says($part) and not(e:is-block($part)) and not(e:is-block($next)) and not(e:is-footnote-here($next))">
        <xsl:sequence select="if (matches($words, '[\p{Po}\p{Pd}]$') or $spaced-records(local-name($record))) then ' '
          else if ($sentence-records(local-name($record))) then '. ' else ', '"/>
      </xsl:if>
    </xsl:if>
  </xsl:function>

  <!-- Whether readers see something of an element. -->
  <xsl:function name="e:says" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/(self::ptr | self::graphic | self::media | self::gap)) or e:words($element) != ''"/>
  </xsl:function>

  <xsl:function name="e:is-footnote-here" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="exists($element/self::note[e:is-footnote(.)])"/>
  </xsl:function>

  <xsl:variable name="spaced-records" as="map(xs:string, xs:boolean)"
    select="e:names('entry hom superEntry form gramGrp sense re etym xr respStmt titleStmt castItem measureGrp list notatedMusic')"/>

  <xsl:variable name="sentence-records" as="map(xs:string, xs:boolean)"
    select="e:names('biblStruct biblFull fileDesc bibl msItem physDesc objectDesc history additional')"/>
  <!-- Looks ============================================================================================================== -->

  <!-- How the source writes it, as class names: one for each token of @rend, and the one that stands for its style. -->
  <xsl:function name="e:rendered" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="tokenize($element/@rend)[matches(., '^[A-Za-z][A-Za-z0-9-]*$')] ! ('rend-' || lower-case(.)), $element/@e:look/string()"/>
  </xsl:function>

  <!-- Quotations within a line =============================================================================================== -->

  <!-- The marks around a quotation in a line that has none of its own, for readers of a document without a notation. -->
  <xsl:function name="e:quotation-marks" as="xs:string*">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="before" as="xs:string" select="string($element/preceding-sibling::node()[1][self::text()])"/>
    <xsl:sequence select="
      if ($has-notation or e:is-block($element) or e:holds-block($element) or matches($before, '[\p{Pi}„‚&quot;'']$')
        or matches($element, '^\s*[\p{Pi}„‚–—&quot;'']')) then ()
      else if (exists($element/ancestor::*[self::q or self::said or self::quote][not(e:is-block(.))])) then ('‘', '’')
      else ('“', '”')"/>
  </xsl:function>
</xsl:stylesheet>
