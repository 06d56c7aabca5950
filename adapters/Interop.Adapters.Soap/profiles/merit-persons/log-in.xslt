<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="http://tempuri.org/" exclude-result-prefixes="f d p">
  <xsl:template match="/">
    <DangNhap>
      <tenDangNhap><xsl:value-of select="f:setting('TenDangNhap')"/></tenDangNhap>
      <matKhau><xsl:value-of select="f:hash('md5', f:secret('MatKhau'))"/></matKhau>
    </DangNhap>
  </xsl:template>
</xsl:stylesheet>
