<?php
// PHP's SoapClient calls a hub that knows it by its messages: secured.php WSDL VERSION USER PASSWORD CERTIFICATE KEY HUBS;
// prints what became of each way as JSON. The header is a SoapVar of its users' own: it has no WS-Security itself.
[, $wsdl, $version, $user, $password] = $argv;
const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const WSU = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
const PROFILE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0';

function security(string $user, string $password, bool $digest): SoapHeader
{
    $nonce = random_bytes(16);
    $created = gmdate('Y-m-d\TH:i:s\Z');
    $expires = gmdate('Y-m-d\TH:i:s\Z', time() + 300);
    $sent = $digest ? base64_encode(sha1($nonce . $created . $password, true)) : htmlspecialchars($password, ENT_XML1);
    $type = PROFILE . ($digest ? '#PasswordDigest' : '#PasswordText');
    $user = htmlspecialchars($user, ENT_XML1);
    $xml = '<wsse:Security xmlns:wsse="' . WSSE . '" xmlns:wsu="' . WSU . '">'
        . "<wsu:Timestamp><wsu:Created>$created</wsu:Created><wsu:Expires>$expires</wsu:Expires></wsu:Timestamp>"
        . "<wsse:UsernameToken><wsse:Username>$user</wsse:Username><wsse:Password Type=\"$type\">$sent</wsse:Password>"
        . ($digest ? '<wsse:Nonce>' . base64_encode($nonce) . "</wsse:Nonce><wsu:Created>$created</wsu:Created>" : '')
        . '</wsse:UsernameToken></wsse:Security>';
    return new SoapHeader(WSSE, 'Security', new SoapVar($xml, XSD_ANYXML), true);
}

$outcomes = [];
foreach (['text' => [$password, false], 'digest' => [$password, true], 'wrong' => ['sai', true]] as $way => [$secret, $digest]) {
    try {
        $client = new SoapClient($wsdl, ['soap_version' => $version === '1.2' ? SOAP_1_2 : SOAP_1_1, 'cache_wsdl' => WSDL_CACHE_NONE]);
        $answer = $client->__soapCall('Progress', [[
            'packetId' => "$way-$version", 'dossierNumber' => '000.00.18.H40-240603-0001', 'occurredAt' => '2024-06-03T10:00:00+07:00', 'statusCode' => 4, 'content' => 'Đang xử lý',
        ]], null, [security($user, $secret, $digest)]);
        $outcomes[$way] = ['answer' => $answer->receiptId];
    } catch (SoapFault $fault) {
        $outcomes[$way] = ['fault' => $fault->faultcode, 'text' => $fault->faultstring];
    }
}
echo json_encode($outcomes, JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
