<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="urn:thue:dat-dai:1" exclude-result-prefixes="f d p">
  <xsl:template match="/">
    <DangNhap>
      <username><xsl:value-of select="f:setting('TaiKhoan')"/></username>
      <password><xsl:value-of select="f:secret('MatKhau')"/></password>
    </DangNhap>
  </xsl:template>
</xsl:stylesheet>
