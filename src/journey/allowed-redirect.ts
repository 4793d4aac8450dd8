/** May the browser be sent there, or images (threats.md 34)? By TLS, or on this machine; to a host that the program names. */
export function isAllowedRedirect(address: string, hosts: readonly string[]): boolean {
  try {
    const { protocol, host, hostname } = new URL(address);
    const local = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
    return (
      (protocol === 'https:' || (protocol === 'http:' && local)) && (hosts.includes(host) || hosts.includes(hostname))
    );
  } catch {
    return false;
  }
}
