#!/usr/bin/env bash
# Made certificates.ts. Run it again only when the certificate is to change: bash labs/internet/make-certificates.sh
#
# The authority may vouch for shop.test and this machine only (nameConstraints), and its private key is thrown away at
# the end, so nobody can issue a second certificate by it. The server's key is public, as it comes with the package: it
# proves nothing to anybody but this lab.
#
# Both are valid from 2025 to 2046. Browsers and curl accept that of an authority that the learner names; only Apple's
# own TLS library refuses server certificates that are valid for more than 825 days.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat > ca.cnf <<'END'
[ca]
default_ca = lab
[lab]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = anything
[anything]
commonName = supplied
organizationName = optional
[authority]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
nameConstraints = critical, permitted;DNS:shop.test, permitted;DNS:localhost, permitted;IP:127.0.0.0/255.0.0.0, permitted;IP:::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
subjectAltName = DNS:shop.test, DNS:www.shop.test, DNS:localhost, IP:127.0.0.1, IP:::1
END
touch index.txt
span=(-startdate 20250101000000Z -enddate 20460101000000Z)

openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out ca.key
openssl req -new -key ca.key -subj '/O=backend-tutor/CN=Lab CA (not for the real world)' -out ca.csr
openssl ca -batch -notext -config ca.cnf -selfsign -keyfile ca.key -in ca.csr -extensions authority "${span[@]}" -out ca.pem

openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out server.key
openssl req -new -key server.key -subj '/CN=shop.test' -out server.csr
openssl ca -batch -notext -config ca.cnf -cert ca.pem -keyfile ca.key -in server.csr -extensions server "${span[@]}" -out server.pem
openssl verify -CAfile ca.pem -purpose sslserver -verify_hostname shop.test server.pem

{
  echo '// Made by make-certificates.sh, which says how and what for.'
  echo
  echo '/** The certificate of the lab'"'"'s own authority; its private key no longer exists. */'
  printf 'export const AUTHORITY = `%s\n`;\n\n' "$(cat ca.pem)"
  echo '/** The server'"'"'s certificate, for shop.test, www.shop.test, localhost, 127.0.0.1 and ::1. */'
  printf 'export const CERTIFICATE = `%s\n`;\n\n' "$(cat server.pem)"
  echo '/** The server'"'"'s private key. Public, as everybody has this package: good for this lab only. */'
  printf 'export const KEY = `%s\n`;\n' "$(cat server.key)"
} > "$here/certificates.ts"
