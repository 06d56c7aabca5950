<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="http://tempuri.org/DauTu/" exclude-result-prefixes="f d p">
  <xsl:template name="message">
    <xsl:param name="body"/>
    <f:message>
      <f:header>
        <AuthHeader>
          <TenDangNhap><xsl:value-of select="f:setting('TenDangNhap')"/></TenDangNhap>
          <MatKhau><xsl:value-of select="f:secret('MatKhau')"/></MatKhau>
        </AuthHeader>
      </f:header>
      <f:body><xsl:copy-of select="$body"/></f:body>
    </f:message>
  </xsl:template>

  <xsl:template name="numbered">
    <xsl:if test="@number = ''"><xsl:message terminate="yes">Gói tin không có mã hồ sơ một cửa.</xsl:message></xsl:if>
  </xsl:template>

  <xsl:template name="papers">
    <xsl:param name="of"/>
    <TaiLieu>
      <xsl:for-each select="$of/p:components/p:item/p:files/p:item | $of/p:otherPapers/p:item/p:files/p:item">
        <Tep>
          <MaGiayTo><xsl:value-of select="../../p:code"/></MaGiayTo>
          <TenGiayTo><xsl:value-of select="../../p:name"/></TenGiayTo>
          <TenTep><xsl:value-of select="p:name"/></TenTep>
          <NoiDung><xsl:value-of select="f:file(p:sha256)"/></NoiDung>
        </Tep>
      </xsl:for-each>
    </TaiLieu>
  </xsl:template>
</xsl:stylesheet>
