<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="http://dkkd.gov.vn/lienthong/v1" exclude-result-prefixes="f d p">
  <xsl:template name="numbered">
    <xsl:if test="@number = ''"><xsl:message terminate="yes">Gói tin không có mã hồ sơ một cửa.</xsl:message></xsl:if>
  </xsl:template>

  <xsl:template name="papers">
    <xsl:param name="of"/>
    <xsl:for-each select="$of/p:components/p:item/p:files/p:item | $of/p:otherPapers/p:item/p:files/p:item">
      <tepDinhKem>
        <maGiayTo><xsl:value-of select="../../p:code"/></maGiayTo>
        <tenGiayTo><xsl:value-of select="../../p:name"/></tenGiayTo>
        <tenTep><xsl:value-of select="p:name"/></tenTep>
        <noiDung><xsl:value-of select="f:file(p:sha256)"/></noiDung>
      </tepDinhKem>
    </xsl:for-each>
  </xsl:template>

  <!-- An entry of the form under its own name. -->
  <xsl:template match="*" mode="entry">
    <xsl:element name="{@key}" namespace="http://dkkd.gov.vn/lienthong/v1"><xsl:value-of select="."/></xsl:element>
  </xsl:template>
</xsl:stylesheet>
