<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:p="urn:interop:packet:1" xmlns="http://hotich.moj.gov.vn/lienthong/v1" exclude-result-prefixes="f p">
  <xsl:template match="/">
    <RutHoSo>
      <maHoSoMCDT><xsl:value-of select="f:dossierNumber()"/></maHoSoMCDT>
      <lyDo><xsl:value-of select="//p:content/p:reason"/></lyDo>
      <maGiaoDich><xsl:value-of select="f:deliveryId()"/></maGiaoDich>
    </RutHoSo>
  </xsl:template>
</xsl:stylesheet>
