<?xml version="1.0" encoding="UTF-8"?>
<!-- Which notes go to the foot, in which order, and where their numbers stand. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <!-- Whether a node is a part of an opening, a closing or a citation, which stands apart from the part before it. -->
  <xsl:function name="e:is-part" as="xs:boolean">
    <xsl:param name="node" as="node()"/>
    <xsl:sequence select="exists($node/(self::salute | self::dateline | self::signed | self::quote | self::bibl | self::address))"/>
  </xsl:function>

  <!-- Whether an element comes right after one of that name, in the same line of an opening or a closing. -->
  <xsl:function name="e:follows" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="name" as="xs:string"/>
    <xsl:sequence select="
      exists($element/parent::*/(self::opener | self::closer)) and not(e:is-block($element))
      and $element/preceding-sibling::*[1]/local-name() = $name"/>
  </xsl:function>

  <!-- Whether what an element becomes holds a block, so that it cannot be a paragraph or a phrase. What is in a footnote
       does not count: it is laid out elsewhere. -->
  <xsl:function name="e:holds-block" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="$block-holders(generate-id($element)) = true()"/>
  </xsl:function>

  <!-- Found once for all elements: looking below each of them anew would take the square of a document's depth. -->
  <xsl:variable name="block-holders" as="map(xs:string, xs:boolean)" select="e:set($text//*[e:is-block(.)]/e:holders(.))"/>

  <!-- The elements around a block, outwards to the footnote that it is in. -->
  <xsl:function name="e:holders" as="element()*">
    <xsl:param name="block" as="element()"/>
    <xsl:variable name="footnote" as="element(note)?" select="$block/ancestor-or-self::note[e:is-footnote(.)][1]"/>
    <xsl:sequence select="$block/ancestor::*[empty($footnote) or not(. &lt;&lt; $footnote)]"/>
  </xsl:function>

  <!-- Elements as a set that can be asked for each. -->
  <xsl:function name="e:set" as="map(xs:string, xs:boolean)">
    <xsl:param name="elements" as="element()*"/>
    <xsl:map>
      <xsl:for-each select="$elements">
        <xsl:map-entry key="generate-id()" select="true()"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:function>

  <!-- Whether a note is a handwriting on the leaf: it is text of the source, not a note about it. -->
  <xsl:function name="e:is-handwriting" as="xs:boolean">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="$note/@type = 'annotation' or exists($note/@hand) and not($note/@type = 'mark')"/>
  </xsl:function>

  <!-- Whether a note goes to the foot. Handwriting, marks and remarks on the leaf stay where they are; so does a note
       between blocks that is not about one of them, for its number would stand alone. -->
  <xsl:function name="e:is-footnote" as="xs:boolean">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="
      not(e:is-handwriting($note)) and not($note/@type = 'mark') and not($note/@subtype = 'physical')
      and (not(e:is-block($note)) or exists(e:note-holder($note)))"/>
  </xsl:function>

  <!-- The block at whose end the number of a note between blocks stands: the one that the note is about. -->
  <xsl:function name="e:note-holder" as="element()?">
    <xsl:param name="note" as="element(note)"/>
    <xsl:sequence select="
      if (e:is-block($note)) then e:targets($note/@target)[e:is-numbered-holder(.)][not(. intersect $note/ancestor::*)][1] else ()"/>
  </xsl:function>

  <xsl:function name="e:is-numbered-holder" as="xs:boolean">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="
      exists($element/ancestor::* intersect $text)
      and exists($element/(self::p | self::ab | self::fw | self::head | self::opener | self::closer | self::item | self::stamp
        | self::note[e:is-handwriting(.)] | self::salute | self::byline | self::trailer | self::cell))"/>
  </xsl:function>

  <!-- The notes whose numbers stand at the end of an element. -->
  <xsl:key name="e:notes-at" match="note[e:note-holder(.)]" use="e:note-holder(.)/generate-id()"/>

  <xsl:function name="e:notes-at" as="element(note)*">
    <xsl:param name="element" as="element()"/>
    <xsl:sequence select="key('e:notes-at', generate-id($element), root($tei))[e:is-footnote(.)]"/>
  </xsl:function>

  <!-- Footnotes in the order in which their numbers are met. -->
  <xsl:variable name="footnotes" as="element(note)*">
    <xsl:apply-templates select="$text" mode="e:footnotes"/>
  </xsl:variable>

  <xsl:mode name="e:footnotes" on-no-match="shallow-skip"/>
  <xsl:template match="*[not(e:is-shown(.))]" mode="e:footnotes" priority="2"/>
  <xsl:template match="text()" mode="e:footnotes"/>
  <xsl:template match="note" mode="e:footnotes" as="element(note)*">
    <xsl:sequence select=".[e:is-footnote(.)][empty(e:note-holder(.))]"/>
    <xsl:apply-templates mode="#current"/>
    <xsl:sequence select="e:notes-at(.)"/>
  </xsl:template>
  <xsl:template match="*" mode="e:footnotes" as="element(note)*" priority="-0.6">
    <xsl:apply-templates mode="#current"/>
    <xsl:sequence select="e:notes-at(.)"/>
  </xsl:template>

  <xsl:variable name="footnote-numbers" as="map(xs:string, xs:integer)">
    <xsl:map>
      <xsl:for-each select="$footnotes">
        <xsl:map-entry key="generate-id()" select="position()"/>
      </xsl:for-each>
    </xsl:map>
  </xsl:variable>

  <!-- What a project calls a note. Ours have no template in this mode. -->
  <xsl:mode name="e:note-label" on-no-match="deep-skip"/>

  <!-- What kind of note it is, in words: “Translator’s note”. -->
  <xsl:function name="e:note-label" as="xs:string">
    <xsl:param name="note" as="element(note)"/>
    <xsl:variable name="own" as="xs:string">
      <xsl:value-of><xsl:apply-templates select="$note" mode="e:note-label"/></xsl:value-of>
    </xsl:variable>
    <xsl:variable name="role" as="xs:string?" select="
      (map{'translator': 'translator', 'editorial': 'editor', 'authorial': 'author', 'textual': 'editor'}(string($note/@type)), e:role($note))[1]"/>
    <xsl:sequence select="
      if ($own != '') then $own
      else e:say('note.' || ($note/@type[. = ('source', 'citation')], $role, 'note')[1])"/>
  </xsl:function>
</xsl:stylesheet>
