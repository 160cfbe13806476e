<?xml version="1.0" encoding="UTF-8"?>
<!-- Whom and what the names of a document mean: the authority file, and the index that is made from it. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <!-- The authority document, handed over as a node because the processor reads no files. Without it the index is made
       from the names in the document itself. -->
  <xsl:param name="authority" as="document-node()?" select="()"/>

  <!-- The file name of the authority document: a pointer into another file does not mean this one. Empty: any. -->
  <xsl:param name="authority-name" as="xs:string" select="''"/>

  <xsl:variable name="kinds" as="xs:string*" select="'person', 'org', 'place'"/>

  <xsl:variable name="kind-headings" as="map(xs:string, xs:string)"
    select="map{'person': e:say('indexes.persons'), 'org': e:say('indexes.organisations'), 'place': e:say('indexes.places')}"/>

  <!-- The kind of thing that a name names; none for an element that is not a name, or is part of one. -->
  <xsl:function name="e:kind" as="xs:string?">
    <xsl:param name="name" as="node()"/>
    <xsl:apply-templates select="$name" mode="e:kind"/>
  </xsl:function>

  <xsl:mode name="e:kind" on-no-match="deep-skip"/>
  <xsl:template match="persName" mode="e:kind" as="xs:string">person</xsl:template>
  <xsl:template match="orgName" mode="e:kind" as="xs:string">org</xsl:template>
  <xsl:template match="placeName | geogName" mode="e:kind" as="xs:string">place</xsl:template>
  <xsl:template match="(settlement | country | region | district)[@ref]" mode="e:kind" as="xs:string">place</xsl:template>
  <xsl:template match="(name | rs)[@type = ('person', 'org', 'place')][@ref]" mode="e:kind" as="xs:string">{@type}</xsl:template>
  <xsl:template match="text()" mode="e:kind"/>

  <!-- The authority's entry for a name. -->
  <xsl:function name="e:entity" as="element()?">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="pointer" as="xs:string" select="string(tokenize($name/@ref)[1])"/>
    <xsl:variable name="file" as="xs:string" select="tokenize(substring-before($pointer, '#'), '/')[last()] => string()"/>
    <xsl:variable name="id" as="xs:string" select="substring-after($pointer, '#')"/>
    <xsl:variable name="found" as="element()?" select="
      if ($id = '') then ()
      else if ($file = '') then key('e:by-id', $id, root($tei))[1]
      else if ($authority and $authority-name = ('', $file)) then key('e:by-id', $id, $authority)[1]
      else key('e:by-id', $id, root($tei))[ancestor::standOff][1]"/>
    <xsl:sequence select="$found[self::person | self::org | self::place]"/>
  </xsl:function>

  <!-- The HTML id of the index entry to which a name leads. The colon keeps it apart from every xml:id. -->
  <xsl:function name="e:entry-id" as="xs:string" cache="yes">
    <xsl:param name="name" as="element()"/>
    <xsl:variable name="entity" as="element()?" select="e:entity($name)"/>
    <xsl:variable name="said" as="xs:string" select="
      (tokenize($name/@ref)[1] ! replace(., '^.*#', ''), lower-case(e:words($name)))[. != ''][1] => string()"/>
    <xsl:sequence select="
      if ($entity) then local-name($entity) || ':' || $entity/@xml:id
      else e:kind($name) || ':' || replace(replace($said, '[^\p{L}\p{N}._~-]+', '-'), '^-|-$', '')"/>
  </xsl:function>

  <!-- Every name that readers see in the text, in document order. -->
  <xsl:variable name="occurrences" as="element()*" select="$text//*[e:kind(.)][e:words(.) != ''][e:is-shown(.)]"/>

  <!-- Names that stand only at the head of the edition have an entry too: the head links to it. -->
  <xsl:variable name="names-in-facts" as="element()*" select="
    ($facts?elements[not(parent::respStmt)], $route/(persName | orgName | placeName), $embedded-acts/correspAction/(persName | orgName))[e:kind(.)][e:words(.) != '']"/>

  <xsl:variable name="embedded-acts" as="element(correspDesc)*" select="
    $text//floatingText/@decls/e:targets(.)[self::correspDesc]"/>

  <!-- From the identity of a name in the text to its number among those that mean the same. -->
  <xsl:variable name="occurrence-numbers" as="map(xs:string, xs:integer)">
    <xsl:map>
      <xsl:for-each-group select="$occurrences" group-by="e:entry-id(.)">
        <xsl:for-each select="current-group()">
          <xsl:map-entry key="generate-id()" select="position()"/>
        </xsl:for-each>
      </xsl:for-each-group>
    </xsl:map>
  </xsl:variable>

  <!-- The HTML id of a name in the text. -->
  <xsl:function name="e:occurrence-id" as="xs:string">
    <xsl:param name="name" as="element()"/>
    <xsl:sequence select="(e:id($name), e:entry-id($name) || ':' || $occurrence-numbers(generate-id($name)))[1]"/>
  </xsl:function>

  <!-- The index: one map for each entry, with what is known about it, sorted by kind and main name. -->
  <xsl:variable name="index" as="map(xs:string, item()*)*">
    <xsl:for-each-group select="$occurrences, $names-in-facts" group-by="e:entry-id(.)">
      <xsl:sort select="index-of($kinds, substring-before(current-grouping-key(), ':'))"/>
      <xsl:sort select="e:main-name(current-group())" collation="http://www.w3.org/2013/collation/UCA?lang={$page-language};fallback=yes"/>
      <xsl:variable name="entity" as="element()?" select="e:entity(.)"/>
      <xsl:variable name="main" as="xs:string" select="e:main-name(current-group())"/>
      <xsl:sequence select="map{
        'id': current-grouping-key(),
        'kind': substring-before(current-grouping-key(), ':'),
        'name': $main,
        'entity': $entity,
        'covers': distinct-values($entity/e:names-of(.)[@type = 'cover'] ! e:words(.)) => e:without-case(),
        'variants': e:variants($entity, $main),
        'dates': e:life($entity),
        'occurrences': current-group()[ancestor::* intersect $text]}"/>
    </xsl:for-each-group>
  </xsl:variable>

  <xsl:function name="e:names-of" as="element()*">
    <xsl:param name="entity" as="element()?"/>
    <xsl:sequence select="$entity/(persName | orgName | placeName | geogName | name | settlement | country | region)"/>
  </xsl:function>

  <!-- The name under which an entry stands: the authority's main one, else as first written. -->
  <xsl:function name="e:main-name" as="xs:string">
    <xsl:param name="names" as="element()+"/>
    <xsl:variable name="listed" as="element()*" select="e:names-of(e:entity($names[1]))"/>
    <xsl:sequence select="($listed[@type = 'main'], $listed, $names)[e:words(.) != ''][1] ! e:words(.)"/>
  </xsl:function>

  <!-- The other names of an entity, as elements; those that differ from an earlier one in capitals alone are dropped. -->
  <xsl:function name="e:variants" as="element()*">
    <xsl:param name="entity" as="element()?"/>
    <xsl:param name="main" as="xs:string"/>
    <xsl:for-each-group select="e:names-of($entity)[not(@type = ('main', 'cover'))]" group-by="lower-case(e:words(.))">
      <xsl:if test="current-grouping-key() ne lower-case($main)">
        <xsl:sequence select="."/>
      </xsl:if>
    </xsl:for-each-group>
  </xsl:function>

  <!-- Words of which each comes once, whatever its capitals; the first spelling is kept. -->
  <xsl:function name="e:without-case" as="xs:string*">
    <xsl:param name="words" as="xs:string*"/>
    <xsl:for-each-group select="$words" group-by="lower-case(.)">
      <xsl:sequence select="current-group()[1]"/>
    </xsl:for-each-group>
  </xsl:function>

  <!-- The years of a life: “1878–1953”, “born 1901”, “active 1949”. -->
  <xsl:function name="e:life" as="xs:string?">
    <xsl:param name="entity" as="element()?"/>
    <xsl:variable name="birth" as="xs:string?" select="e:year($entity/birth[1])"/>
    <xsl:variable name="death" as="xs:string?" select="e:year($entity/death[1])"/>
    <xsl:variable name="active" as="xs:string?" select="($entity/floruit[1] ! (e:words(.)[. != ''], e:span-in-words(.)))[. != ''][1]"/>
    <xsl:sequence select="
      if ($birth and $death) then $birth || '–' || $death
      else ($birth ! e:say('indexes.born', map{'year': .}), $death ! e:say('indexes.died', map{'year': .}), $active ! e:say('indexes.active', map{'year': .}))[1]"/>
  </xsl:function>

  <xsl:function name="e:year" as="xs:string?">
    <xsl:param name="event" as="element()?"/>
    <xsl:sequence select="
      ($event/(@when, @when-iso, date/@when)[1] ! replace(., '^(-?\d{4}).*$', '$1'),
       $event ! e:words(.))[. != ''][1]"/>
  </xsl:function>

  <!-- Other authorities, by the type of idno: what each is called, and where a bare identifier would lead. -->
  <xsl:variable name="authorities" as="map(xs:string, map(xs:string, xs:string))" select="map{
    'wikidata': map{'name': 'Wikidata', 'address': 'https://www.wikidata.org/entity/'},
    'gnd': map{'name': 'GND', 'address': 'https://d-nb.info/gnd/'},
    'viaf': map{'name': 'VIAF', 'address': 'https://viaf.org/viaf/'},
    'geonames': map{'name': 'GeoNames', 'address': 'https://sws.geonames.org/'},
    'lc': map{'name': 'Library of Congress', 'address': 'https://id.loc.gov/authorities/names/'},
    'bnf': map{'name': 'BnF', 'address': 'https://catalogue.bnf.fr/ark:/12148/'},
    'ndl': map{'name': 'NDL', 'address': 'https://id.ndl.go.jp/auth/ndlna/'},
    'ror': map{'name': 'ROR', 'address': 'https://ror.org/'},
    'orcid': map{'name': 'ORCID', 'address': 'https://orcid.org/'}}"/>

  <!-- What the authority behind an idno is called. -->
  <xsl:function name="e:authority-label" as="xs:string">
    <xsl:param name="idno" as="element(idno)"/>
    <xsl:sequence select="($authorities(lower-case($idno/@type))?name, string($idno/@type), e:say('page.identifier'))[. != ''][1]"/>
  </xsl:function>

  <!-- Where the identifier leads, if it leads anywhere. -->
  <xsl:function name="e:authority-address" as="xs:string?">
    <xsl:param name="idno" as="element(idno)"/>
    <xsl:variable name="value" as="xs:string" select="e:words($idno)"/>
    <xsl:sequence select="($value, $authorities(lower-case($idno/@type))?address ! (. || $value))[e:is-address(.)][1]"/>
  </xsl:function>
</xsl:stylesheet>
