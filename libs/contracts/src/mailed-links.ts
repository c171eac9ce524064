/**
 * The links in mails that give a right, by the purpose of the mail. Intake, which honours them, and notify, which mails
 * them, derive the notice from the request and this purpose, and so the same token.
 *
 * A link reads `<portal>/<page>#<about>=<id>&notice=<notice id>&token=<token>`: what stands behind the `#` is never sent
 * to a server, so no log holds it.
 */
export const mailedLinks = {
  'address-confirmation': { page: 'confirm-address', about: 'account' },
  'password-reset': { page: 'reset-password', about: 'account' },
  'user-invitation': { page: 'accept-invitation', about: 'invitation' },
  activation: { page: 'activate-account', about: 'case' },
} as const;

export type LinkPurpose = keyof typeof mailedLinks;
