<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="http://dkkd.gov.vn/lienthong/v1" exclude-result-prefixes="f d p">
  <xsl:include href="parts.xslt"/>

  <xsl:template match="/d:delivery">
    <xsl:call-template name="numbered"/>
    <RutHoSo>
      <maGiaoDich><xsl:value-of select="f:deliveryId()"/></maGiaoDich>
      <maHoSo><xsl:value-of select="@number"/></maHoSo>
      <lyDo><xsl:value-of select="p:packet/p:content/p:reason"/></lyDo>
    </RutHoSo>
  </xsl:template>
</xsl:stylesheet>
