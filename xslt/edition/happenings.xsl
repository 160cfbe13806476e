<?xml version="1.0" encoding="UTF-8"?>
<!-- What is no text but happens in it: pauses and noises in a speech, and where something begins, ends or is undone in a source. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:e="urn:tei:edition"
  xmlns:n="urn:tei:notation"
  xpath-default-namespace="http://www.tei-c.org/ns/1.0">

  <!-- What readers are told of an element that has no words of its own; none for one that says nothing to them. -->
  <xsl:mode name="e:happening" on-no-match="deep-skip"/>
  <xsl:template match="*" mode="e:happening" as="xs:string?"/>
  <xsl:template match="pause" mode="e:happening" as="xs:string">{string-join((e:say('happening.pause'), e:duration(.)), e:say('join.comma'))}</xsl:template>
  <xsl:template match="shift" mode="e:happening" as="xs:string">
    <xsl:variable name="feature" as="xs:string" select="(@feature, 'voice')[1]"/>
    <xsl:sequence select="e:say('happening.shift', map{
      'feature': if ($feature = $features) then e:say('happening.' || $feature) else $feature,
      'new': (@new[. != 'normal'] ! string(), e:say('happening.as-before'))[1]})"/>
  </xsl:template>
  <xsl:template match="kinesic | vocal | incident | writing" mode="e:happening" as="xs:string">
    <xsl:sequence select="string-join(((@type ! translate(., '-_', '  '), e:say('happening.' || local-name()))[1], e:duration(.)), e:say('join.comma'))"/>
  </xsl:template>
  <xsl:template match="witStart" mode="e:happening" as="xs:string">{e:of-witnesses(., e:say('happening.begins'))}</xsl:template>
  <xsl:template match="witEnd" mode="e:happening" as="xs:string">{e:of-witnesses(., e:say('happening.ends'))}</xsl:template>
  <xsl:template match="lacunaStart" mode="e:happening" as="xs:string">{e:of-witnesses(., e:say('happening.lacuna-begins'))}</xsl:template>
  <xsl:template match="lacunaEnd" mode="e:happening" as="xs:string">{e:of-witnesses(., e:say('happening.lacuna-ends'))}</xsl:template>
  <xsl:template match="addSpan" mode="e:happening" as="xs:string">{(e:place(.) ! e:say('happening.addition-begins-at', map{'place': .}), e:say('happening.addition-begins'))[1]}</xsl:template>
  <xsl:template match="delSpan" mode="e:happening" as="xs:string">{e:say('happening.deletion-begins')}</xsl:template>
  <xsl:template match="damageSpan" mode="e:happening" as="xs:string">{(@agent ! e:say('happening.damage-begins-by', map{'agent': translate(., '-_', '  ')}), e:say('happening.damage-begins'))[1]}</xsl:template>
  <xsl:template match="undo" mode="e:happening" as="xs:string">{e:about-targets(e:say('happening.undone'), @target)}</xsl:template>
  <xsl:template match="redo" mode="e:happening" as="xs:string">{e:about-targets(e:say('happening.redone'), @target)}</xsl:template>
  <xsl:template match="milestone[@n]" mode="e:happening" as="xs:string">{string-join((translate(@unit, '-_', '  '), @n), ' ')}</xsl:template>
  <xsl:template match="cb[@n]" mode="e:happening" as="xs:string">{e:say('happening.column', map{'number': @n})}</xsl:template>
  <xsl:template match="gb[@n]" mode="e:happening" as="xs:string">{e:say('happening.gathering', map{'number': @n})}</xsl:template>
  <xsl:template match="anchor[key('e:spanning', @xml:id)]" mode="e:happening" as="xs:string">
    <xsl:sequence select="e:say('happening.' || map{'addSpan': 'addition', 'delSpan': 'deletion', 'damageSpan': 'damage'}(local-name(key('e:spanning', @xml:id)[1])) || '-ends')"/>
  </xsl:template>

  <!-- What may shift in a speech: the values of @feature. -->
  <xsl:variable name="features" as="xs:string*" select="'voice', 'tempo', 'loud', 'pitch', 'tension', 'rhythm'"/>

  <!-- What begins at one place and ends at an anchor. -->
  <xsl:key name="e:spanning" match="addSpan | delSpan | damageSpan" use="substring-after(@spanTo, '#')"/>

  <xsl:function name="e:happening" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="words" as="xs:string?">
      <xsl:apply-templates select="$element" mode="e:happening"/>
    </xsl:variable>
    <xsl:sequence select="$words[. != '']"/>
  </xsl:function>

  <xsl:function name="e:of-witnesses" as="xs:string">
    <xsl:param name="element" as="element()"/>
    <xsl:param name="what" as="xs:string"/>
    <xsl:sequence select="string-join((e:sigla($element)[. != ''], $element[empty(@wit)]/ancestor::rdg[1] ! e:sigla(.), $what), ' ')"/>
  </xsl:function>

  <xsl:function name="e:about-targets" as="xs:string">
    <xsl:param name="what" as="xs:string"/>
    <xsl:param name="pointers" as="attribute()?"/>
    <xsl:variable name="words" as="xs:string" select="string-join(e:targets($pointers) ! e:words(.)[. != ''], ', ')"/>
    <xsl:sequence select="if ($words = '') then $what else $what || e:say('join.colon') || e:quoted($words)"/>
  </xsl:function>

  <!-- How long: “2 seconds”, or the value as it is written. -->
  <xsl:function name="e:duration" as="xs:string?">
    <xsl:param name="element" as="element()"/>
    <xsl:variable name="seconds" as="xs:string?" select="$element/@dur[matches(., '^PT\d+(\.\d+)?S$')] ! replace(., '[PTS]', '')"/>
    <xsl:sequence select="($seconds ! e:counted('unit.second', .[. castable as xs:integer] ! xs:integer(.), map{'number': .}), $element/@dur ! string(), $element/@quantity ! e:measure(..))[1]"/>
  </xsl:function>

  <!-- What a leaf, or a side of it, is called. -->
  <xsl:function name="e:surface-label" as="xs:string">
    <xsl:param name="surface" as="element(surface)"/>
    <xsl:sequence select="string-join((($surface/@type ! translate(., '-_', '  '), e:say('happening.leaf'))[1], ($surface/label[1] ! e:words(.), $surface/@n)[. != ''][1]), ' ')"/>
  </xsl:function>

  <!-- Who speaks, as far as the document tells: the name of the person that the speech points at, or the pointer. -->
  <xsl:function name="e:speaker" as="xs:string?">
    <xsl:param name="speech" as="element()"/>
    <xsl:variable name="names" as="xs:string*" select="
      tokenize($speech/@who) ! ((e:local(.)/(persName, name, roleName, .)[1] ! e:words(.))[. != ''][string-length(.) le 60], replace(., '^.*#', ''))[. != ''][1]"/>
    <xsl:sequence select="if (exists($names)) then e:listed($names) else ()"/>
  </xsl:function>
</xsl:stylesheet>
