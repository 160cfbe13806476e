<?xml version="1.0" encoding="UTF-8"?>
<!-- The edition's own words, in the language that its readers are to have: said by a key, as the tables in xslt/words have them. -->
<xsl:stylesheet version="3.0" expand-text="yes" exclude-result-prefixes="#all"
  xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:map="http://www.w3.org/2005/xpath-functions/map"
  xmlns:e="urn:tei:edition">

  <!-- The table: a text, or an array of texts and names of blanks in turns; the forms of a plural as a map of these; a
       list as an array. `language` is its language, `plurals` the categories of the numbers below 200. Whoever runs
       the stylesheet without a table gets the keys. -->
  <xsl:param name="words" as="map(xs:string, item()*)" select="map{}"/>

  <!-- The language of the page's own words. What is in another says so where it stands. -->
  <xsl:variable name="page-language" as="xs:string" select="($words?language, 'en')[1]"/>

  <xsl:function name="e:is-said" as="xs:boolean">
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="map:contains($words, $key)"/>
  </xsl:function>

  <xsl:function name="e:say" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:sequence select="e:say($key, map{})"/>
  </xsl:function>

  <!-- The words for a key, with its blanks filled in. -->
  <xsl:function name="e:say" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="blanks" as="map(xs:string, item()?)"/>
    <xsl:sequence select="e:filled(($words($key), $key)[1], $blanks)"/>
  </xsl:function>

  <xsl:function name="e:filled" as="xs:string">
    <xsl:param name="template" as="item()"/>
    <xsl:param name="blanks" as="map(xs:string, item()?)"/>
    <xsl:sequence select="
      if ($template instance of xs:string) then $template
      else string-join($template?* ! (if (position() mod 2 = 1) then . else string($blanks(.))))"/>
  </xsl:function>

  <!-- A number of things: the form that the language has for it. Of numbers that are no whole ones that is “other”. -->
  <xsl:function name="e:counted" as="xs:string">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="number" as="xs:integer?"/>
    <xsl:param name="blanks" as="map(xs:string, item()?)"/>
    <xsl:variable name="forms" as="item()?" select="$words($key)"/>
    <xsl:variable name="category" as="xs:string?"
      select="if (empty($number) or $number lt 0) then 'other' else $words?plurals(1 + (if ($number lt 200) then $number else 100 + $number mod 100))"/>
    <xsl:sequence select="if ($forms instance of map(*)) then e:filled($forms(($category, 'other')[1]), $blanks) else e:say($key, $blanks)"/>
  </xsl:function>

  <!-- One of a list, counted from 1; none beyond its end. -->
  <xsl:function name="e:of-list" as="xs:string?">
    <xsl:param name="key" as="xs:string"/>
    <xsl:param name="number" as="xs:integer?"/>
    <xsl:sequence select="$words($key)[. instance of array(*)]?*[position() = $number]"/>
  </xsl:function>

  <xsl:function name="e:quoted" as="xs:string">
    <xsl:param name="words" as="xs:string"/>
    <xsl:sequence select="e:say('join.quoted', map{'words': $words})"/>
  </xsl:function>

  <!-- Several phrases in a row: “a”, “a and b”, “a, b and c”. -->
  <xsl:function name="e:listed" as="xs:string">
    <xsl:param name="phrases" as="xs:string*"/>
    <xsl:sequence select="
      if (count($phrases) lt 2) then string($phrases)
      else string-join($phrases[position() lt last()], e:say('join.comma')) || e:say('join.and') || $phrases[last()]"/>
  </xsl:function>

  <xsl:function name="e:capitalised" as="xs:string">
    <xsl:param name="phrase" as="xs:string"/>
    <xsl:sequence select="upper-case(substring($phrase, 1, 1)) || substring($phrase, 2)"/>
  </xsl:function>

  <!-- Dates ======================================================================================================== -->

  <!-- A date of ISO 8601 in words, with its time of day if it has one; anything else as it is. -->
  <xsl:function name="e:date-in-words" as="xs:string">
    <xsl:param name="date" as="xs:string"/>
    <xsl:choose>
      <xsl:when test="matches($date, '^\d{4}-\d\d-\d\dT\d\d:\d\d')">
        <xsl:sequence select="e:say('date.moment', map{'date': e:date-in-words(substring($date, 1, 10)), 'time': substring($date, 12, 5)})"/>
      </xsl:when>
      <xsl:when test="$date castable as xs:date">
        <xsl:variable name="day" as="xs:date" select="xs:date($date)"/>
        <xsl:sequence select="e:say('date.day', map{
          'day': if (day-from-date($day) = 1) then e:say('date.first') else day-from-date($day),
          'month': e:of-list('date.months', month-from-date($day)),
          'year': format-date($day, '[Y0001]')})"/>
      </xsl:when>
      <xsl:when test="$date castable as xs:gYearMonth">
        <xsl:variable name="day" as="xs:date" select="xs:date($date || '-01')"/>
        <xsl:sequence select="e:say('date.month', map{
          'month': e:of-list('date.months-alone', month-from-date($day)),
          'year': format-date($day, '[Y0001]')})"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:sequence select="$date"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:function>

  <!-- Kinds of documents =========================================================================================== -->

  <!-- What a document of a kind is called; of one unknown, its own name. -->
  <xsl:function name="e:genre-in-words" as="xs:string">
    <xsl:param name="genre" as="xs:string"/>
    <xsl:sequence select="if (e:is-said('genre.' || $genre)) then e:say('genre.' || $genre) else $genre"/>
  </xsl:function>

  <!-- The same in a phrase of the table `of-genre` or `in-genre`. -->
  <xsl:function name="e:genre-in-words" as="xs:string">
    <xsl:param name="genre" as="xs:string"/>
    <xsl:param name="table" as="xs:string"/>
    <xsl:variable name="key" as="xs:string" select="$table || '.' || $genre"/>
    <xsl:sequence select="if (e:is-said($key) and $genre != 'other') then e:say($key) else e:say($table || '.other', map{'genre': $genre})"/>
  </xsl:function>

  <!-- The word of a table for a value of an attribute; of a value unknown, itself with spaces. -->
  <xsl:function name="e:term" as="xs:string">
    <xsl:param name="table" as="xs:string"/>
    <xsl:param name="value" as="xs:string"/>
    <xsl:variable name="key" as="xs:string" select="$table || '.' || $value"/>
    <xsl:sequence select="if (e:is-said($key)) then e:say($key) else translate($value, '-_', '  ')"/>
  </xsl:function>
</xsl:stylesheet>
