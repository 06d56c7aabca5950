<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns="http://hotich.moj.gov.vn/lienthong/v1" exclude-result-prefixes="f">
  <xsl:template match="/">
    <TraCuuHoSo>
      <xsl:choose>
        <xsl:when test="f:dossierNumber() != ''"><maHoSoMCDT><xsl:value-of select="f:dossierNumber()"/></maHoSoMCDT></xsl:when>
        <xsl:otherwise><maGiaoDich>kiem-tra-ket-noi</maGiaoDich></xsl:otherwise>
      </xsl:choose>
    </TraCuuHoSo>
  </xsl:template>
</xsl:stylesheet>
