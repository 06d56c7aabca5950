<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns:t="urn:thue:dat-dai:1" exclude-result-prefixes="f d p t">
  <xsl:include href="parts.xslt"/>

  <xsl:template match="/d:delivery">
    <xsl:variable name="notice" select="p:packet/p:content"/>
    <xsl:variable name="owner" select="d:dossier/p:packet/p:content/p:dossier/p:owner"/>
    <xsl:if test="not($owner)"><xsl:message terminate="yes">Trục chưa có nội dung hồ sơ, trong khi thông báo thuế phải ghi mã số thuế của chủ hồ sơ. Gửi hồ sơ trước rồi gửi lại gói tin này.</xsl:message></xsl:if>
    <xsl:variable name="document">
      <DATA>
        <BODY>
          <ROW_LIST>
            <MA_HSO><xsl:value-of select="@number"/></MA_HSO>
            <xsl:for-each select="$notice/p:fees/p:item">
              <LIST>
                <MA_SO_THUE><xsl:call-template name="tax-number"><xsl:with-param name="of" select="$owner"/></xsl:call-template></MA_SO_THUE>
                <SO_QUYET_DINH><xsl:value-of select="$notice/p:reference"/></SO_QUYET_DINH>
                <NGAY_QUYET_DINH><xsl:value-of select="f:date($notice/p:issuedAt, 'dd-MM-yyyy')"/></NGAY_QUYET_DINH>
                <TEN_TIEUMUC><xsl:value-of select="p:name"/></TEN_TIEUMUC>
                <SO_TIEN><xsl:value-of select="p:amount"/></SO_TIEN>
              </LIST>
            </xsl:for-each>
          </ROW_LIST>
        </BODY>
      </DATA>
    </xsl:variable>
    <t:ThongBaoThue>
      <xsl:call-template name="head"><xsl:with-param name="service" select="'ThongBaoThue'"/></xsl:call-template>
      <xsl:call-template name="moment"><xsl:with-param name="at" select="$notice/p:issuedAt"/></xsl:call-template>
      <t:isUpdating>False</t:isUpdating>
      <t:MaGiaoDich><xsl:value-of select="f:deliveryId()"/></t:MaGiaoDich>
      <t:data><t:FileThongBaoThue><xsl:value-of select="f:base64(f:xml($document))"/></t:FileThongBaoThue></t:data>
    </t:ThongBaoThue>
  </xsl:template>
</xsl:stylesheet>
