<?xml version="1.0" encoding="UTF-8"?>
<!-- The critical apparatus: which readings a place has, which of them is the text, and who has them. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <!-- The witnesses in the order in which they are listed; a switch on the page has them by number. -->
  <xsl:variable name="witnesses" as="element(witness)*" select="$tei//witness[@xml:id]"/>

  <!-- Places with readings, in the order of the text. In a list of its own the apparatus is told, not applied. -->
  <xsl:variable name="variant-places" as="element(app)*" select="$text//app[not(ancestor::listApp)][e:readings(.)]"/>

  <xsl:variable name="variant-numbers" as="map(xs:string, xs:integer)">
    <xsl:map>
      <xsl:for-each select="$variant-places">
        <xsl:map-entry key="generate-id()" select="position()"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <!-- The letter by which the text points into the apparatus: a to z, aa, ab … -->
  <xsl:function name="e:variant-letter" as="xs:string?">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="$variant-numbers(generate-id($app)) ! format-integer(., 'a')"/>
  </xsl:function>

  <!-- All readings of a place, those in groups too, but not those of a place within one of them. -->
  <xsl:function name="e:readings" as="element()*">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="$app/(lem | rdg | rdgGrp//(lem | rdg))[ancestor::app[1] is $app]"/>
  </xsl:function>

  <!-- The reading that is the text of the edition: the lemma, or the first reading where none is preferred. -->
  <xsl:function name="e:base-reading" as="element()?">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="(e:readings($app)[self::lem], e:readings($app))[1]"/>
  </xsl:function>

  <!-- The witnesses of a reading. The lemma has besides those named all that no other reading names. -->
  <xsl:function name="e:witnesses-of" as="element(witness)*">
    <xsl:param name="reading" as="element()"/>
    <xsl:variable name="named" as="element()*" select="e:named-witnesses($reading)"/>
    <xsl:variable name="app" as="element(app)" select="$reading/ancestor::app[1]"/>
    <xsl:sequence select="
      if ($reading is e:base-reading($app))
      then $witnesses except (e:readings($app) except $reading) ! e:named-witnesses(.)[not(. intersect $named)]
      else $witnesses intersect $named"/>
  </xsl:function>

  <!-- A witness that is a group, a list within the list, stands for all in it. -->
  <xsl:function name="e:named-witnesses" as="element()*">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence select="e:targets($reading/@wit)/descendant-or-self::witness"/>
  </xsl:function>

  <!-- The sigla of a reading as it names them; a pointer that leads nowhere is told as it stands. -->
  <xsl:function name="e:sigla" as="xs:string*">
    <xsl:param name="reading" as="element()"/>
    <xsl:sequence select="
      tokenize($reading/@wit) ! (e:local(.) ! e:siglum(.), replace(., '^.*#', ''))[. != ''][1],
      $reading/following-sibling::*[1][self::wit] ! e:words(.)"/>
  </xsl:function>

  <xsl:function name="e:siglum" as="xs:string">
    <xsl:param name="witness" as="element()"/>
    <xsl:sequence select="($witness/(abbr | idno)[@type = ('siglum', 'sigil', 'sigla')][1] ! e:words(.), $witness/@n, $witness/@xml:id)[. != ''][1] => string()"/>
  </xsl:function>

  <!-- A reading in the apparatus: its words, what it does, who has it. -->
  <xsl:function name="e:reading-in-words" as="xs:string">
    <xsl:param name="reading" as="element()"/>
    <xsl:variable name="kind" as="xs:string?" select="($reading/@cause, $reading/@type, $reading/parent::rdgGrp/@type)[1] ! translate(., '-_', '  ')"/>
    <xsl:sequence select="string-join((
      (e:words($reading)[. != ''], $reading//gap[1] ! e:gap-label(.), e:say('witness.omitted'))[1],
      $kind ! ('(' || . || ')'),
      string-join(e:sigla($reading), ' '),
      e:responsibility($reading)[empty(e:sigla($reading))],
      $reading/following-sibling::*[position() le 2][self::witDetail][preceding-sibling::*[self::lem or self::rdg][1] is $reading] ! e:words(.))[. != ''], ' ')"/>
  </xsl:function>

  <!-- The place of an entry that stands in a list of its own: where in the text it belongs. -->
  <xsl:function name="e:variant-location" as="xs:string?">
    <xsl:param name="app" as="element(app)"/>
    <xsl:sequence select="($app/@loc, $app/@n, $app/@from ! replace(., '^.*#', ''))[1] ! string()"/>
  </xsl:function>
</xsl:stylesheet>
