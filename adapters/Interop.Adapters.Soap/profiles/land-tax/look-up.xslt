<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="urn:thue:dat-dai:1" exclude-result-prefixes="f d p">
  <xsl:template match="/">
    <TraCuuHoSo>
      <session><xsl:value-of select="f:token()"/></session>
      <madonvi><xsl:value-of select="f:setting('MaDonVi')"/></madonvi>
      <service>TraCuuHoSo</service>
      <mahoso><xsl:choose><xsl:when test="f:dossierNumber() != ''"><xsl:value-of select="f:dossierNumber()"/></xsl:when><xsl:otherwise>kiem-tra-ket-noi</xsl:otherwise></xsl:choose></mahoso>
    </TraCuuHoSo>
  </xsl:template>
</xsl:stylesheet>
