<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="urn:bhxh:lien-thong:1" exclude-result-prefixes="f d p">
  <xsl:template match="/">
    <TraCuuGiaoDich>
      <DonViGui><xsl:value-of select="f:setting('MaDonViGui')"/></DonViGui>
      <MaGiaoDich><xsl:choose><xsl:when test="f:deliveryId() != ''"><xsl:value-of select="f:deliveryId()"/></xsl:when><xsl:otherwise>kiem-tra-ket-noi</xsl:otherwise></xsl:choose></MaGiaoDich>
    </TraCuuGiaoDich>
  </xsl:template>
</xsl:stylesheet>
