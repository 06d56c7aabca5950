<?xml version="1.0" encoding="utf-8"?>
<!-- The string that every answer is, unpacked for the rules. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" exclude-result-prefixes="f d p">
  <xsl:template match="/">
    <xsl:copy-of select="f:parseXml(/*/*)/*"/>
  </xsl:template>
</xsl:stylesheet>
