<?xml version="1.0" encoding="utf-8"?>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:interop:functions:1" xmlns:d="urn:interop:delivery:1" xmlns:p="urn:interop:packet:1" xmlns="urn:thue:dat-dai:1" exclude-result-prefixes="f d p">
  <xsl:include href="parts.xslt"/>

  <xsl:template match="/d:delivery">
    <xsl:variable name="payment" select="p:packet/p:content"/>
    <xsl:variable name="dossier" select="d:dossier/p:packet/p:content/p:dossier"/>
    <xsl:if test="not($dossier)"><xsl:message terminate="yes">Trục chưa có nội dung hồ sơ, trong khi chứng từ thuế phải ghi người nộp tiền. Gửi hồ sơ trước rồi gửi lại gói tin này.</xsl:message></xsl:if>
    <xsl:if test="string($payment/p:noticeReference) = ''"><xsl:message terminate="yes">Gói tin thanh toán không ghi số thông báo thuế.</xsl:message></xsl:if>
    <xsl:variable name="state" select="f:map('thanh-toan', $payment/p:status, '')"/>
    <xsl:if test="$state = ''"><xsl:message terminate="yes">Cơ quan thuế chỉ nhận chứng từ đã nộp hoặc nộp không thành công.</xsl:message></xsl:if>
    <ChungTuThue>
      <xsl:call-template name="head"><xsl:with-param name="service" select="'ChungTuThue'"/></xsl:call-template>
      <MaGiaoDich><xsl:value-of select="f:deliveryId()"/></MaGiaoDich>
      <data>
        <MaHoSo><xsl:value-of select="@number"/></MaHoSo>
        <MaSoThue><xsl:call-template name="tax-number"><xsl:with-param name="of" select="$dossier/p:owner"/></xsl:call-template></MaSoThue>
        <HoTenNguoiNopTien><xsl:value-of select="$dossier/p:owner/p:name"/></HoTenNguoiNopTien>
        <SoCMTNguoiNopTien><xsl:value-of select="$dossier/p:owner/p:numbers/p:item[p:type = 'citizenNumber' or p:type = 'oldIdentityCard'][1]/p:number"/></SoCMTNguoiNopTien>
        <TinhNguoiNopTien><xsl:value-of select="$dossier/p:owner/p:address/p:province"/></TinhNguoiNopTien>
        <HuyenNguoiNopTien><xsl:value-of select="$dossier/p:owner/p:address/p:district"/></HuyenNguoiNopTien>
        <XaNguoiNopTien><xsl:value-of select="$dossier/p:owner/p:address/p:commune"/></XaNguoiNopTien>
        <DiaChiNguoiNopTien><xsl:value-of select="$dossier/p:owner/p:address/p:detail"/></DiaChiNguoiNopTien>
        <xsl:for-each select="$payment/p:file[string(p:sha256) != '']">
          <FileChungTu>
            <TenTepDinhKem><xsl:value-of select="p:name"/></TenTepDinhKem>
            <Base64><xsl:value-of select="f:file(p:sha256)"/></Base64>
          </FileChungTu>
        </xsl:for-each>
        <ThongTinThanhToan>
          <MaThongBaoThue><xsl:value-of select="$payment/p:noticeReference"/></MaThongBaoThue>
          <ThoiGianThanhToan><xsl:value-of select="f:date($payment/p:paidAt, 'yyyyMMddHHmmss')"/></ThoiGianThanhToan>
          <SoTien><xsl:value-of select="$payment/p:amount"/></SoTien>
          <NoiDungThanhToan><xsl:value-of select="concat('Nộp theo thông báo ', $payment/p:noticeReference, ', giao dịch ', $payment/p:reference)"/></NoiDungThanhToan>
          <TrangThaiThanhToan><xsl:value-of select="$state"/></TrangThaiThanhToan>
        </ThongTinThanhToan>
      </data>
    </ChungTuThue>
  </xsl:template>
</xsl:stylesheet>
