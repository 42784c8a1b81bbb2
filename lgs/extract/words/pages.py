# ruff: noqa: E501 - a language a line is easier to read than broken lines
"""How pages are headed that are no product's: those that are not there, and those that serve."""

NOT_FOUND = {
    "en": (
        r"(?:error )?404\b|(?:page|product|item|url) (?:was |is |could )?not (?:be )?(?:found|available)|not found"
        r"|(?:sorry|oops)[,!. ].{0,60}(?:not|no longer|can't|cannot|exist|gone|unavailable|removed)"
        r"|we (?:could ?n[o'’]t|can(?:no|['’])t) find|(?:this|the) (?:page|product|item|listing).{0,30}"
        r"(?:no longer (?:available|exist)|(?:is|has been|was) (?:gone|removed|deleted)|doesn['’]t exist)"
    ),
    "de": (
        r"(?:fehler 404|seite|artikel|produkt) (?:wurde )?nicht gefunden|diese seite (?:existiert|gibt es) nicht|fehler 404"
        r"|(?:dieser|dieses|diese|der|das|die) (?:artikel|produkt|seite|angebot).{0,30}nicht (?:mehr )?(?:verfügbar|gefunden|vorhanden|erhältlich)"
    ),
    "fr": (
        r"(?:page|produit|article) (?:introuvable|non trouvée?|inexistante?)|erreur 404"
        r"|(?:ce|cet|cette|le|la) (?:page|produit|article).{0,20}(?:n['’]est plus disponible|n['’]existe)"
    ),
    "es": r"(?:página|producto) no (?:encontrad[oa]|existe)|no se encontró|error 404|(?:est[ea]|el|la) (?:página|producto|artículo).{0,20}(?:ya no|no existe)",
    "it": r"(?:pagina|prodotto) non (?:trovat[oa]|esiste)|errore 404|(?:quest[oa]|il|la) (?:pagina|prodotto|articolo).{0,15}non (?:è più|esiste)",
    "nl": r"(?:pagina|product) niet gevonden|fout 404|(?:dit|deze|het|de) (?:pagina|product|artikel).{0,20}(?:niet (?:meer|gevonden)|bestaat niet)",
    "pt": r"(?:página|produto) não (?:encontrad[oa]|existe)|erro 404|(?:est[ea]|o|a) (?:página|produto).{0,15}não (?:existe|está mais)",
    "pl": r"(?:strona|produkt) nie (?:znalezion[ay]|istnieje|została znaleziona|został znaleziony)|nie znaleziono|błąd 404",
    "cs sk": r"stránka (?:nebyla nalezena|nenalezena|neexistuje|nebola nájdená|sa nenašla)|chyba 404",
    "sv da nb fi": r"sidan (?:hittades inte|kunde inte hittas|finns inte)|siden (?:blev ikke fundet|ble ikke funnet|findes ikke|finnes ikke)|sivua ei löyty|(?:produkten|varan|produktet|varen).{0,20}(?:finns inte|inte längre|findes ikke|finnes ikke|ikke længere|ikke lenger)",
    "hu ro tr": r"(?:az )?oldal nem található|pagina nu (?:a fost găsită|există)|sayfa bulunamadı|ürün bulunamadı",
    "ru uk bg": r"(?:страница|товар) не найден[а]?|(?:сторінк[ау]|товар) не знайдено|страницата не е намерена|ошибка 404",
    "el sl hr": r"η σελίδα δεν (?:βρέθηκε|υπάρχει)|stran ni (?:najdena|bila najdena)|stranica nije pronađena",
    "ja ko zh": r"(?:お探しの)?ページ(?:が|は)?(?:見つかりません|存在しません)|페이지를 찾을 수 없|(?:页面|頁面|商品)不存在|找不到(?:页面|頁面|网页)",
}
SERVICE = {
    # a search that found nothing shows other products in its place
    "nothing": (
        r"(?:no|0) (?:search )?results?|nothing (?:was )?found|keine (?:ergebnisse|treffer|artikel gefunden)|aucun (?:résultat|produit)"
        r"|(?:sin|no hay) resultados|no se (?:han )?encontr(?:aron|ado)|nessun (?:risultato|prodotto)|geen (?:resultaten|producten)"
        r"|nenhum (?:resultado|produto)|brak (?:wyników|produktów)|nenalezeny žádné|žádné výsledky|inga (?:träffar|resultat|produkter)"
        r"|ingen (?:resultater|treff|produkter)|ei (?:haku)?tuloksia|nincs találat|niciun rezultat|sonuç bulunamadı"
        r"|ничего не найдено|нічого не знайдено|δεν βρέθηκαν|検索結果がありません|검색 ?결과가 없|没有找到|找不到"
    ),
    "en": (
        r"(?:customer )?log ?in|sign ?in|sign ?up|register|create (?:an )?account|my account|(?:your |my |shopping )+(?:cart|bag|basket)|cart|basket"
        r"|check ?out|wish ?list|search results?|results for|forgot(?:ten)? (?:your )?password|contact(?: us)?|about(?: us)?|privacy policy|terms (?:and|&) conditions"
    ),
    "de": r"warenkorb|anmelden|anmeldung|suchergebnisse|mein konto|kasse|merkzettel|wunschliste|impressum|datenschutz\w*|agb|registrieren|kontakt",
    "fr": r"(?:mon |votre )?panier|connexion|s'identifier|mon compte|résultats de (?:la )?recherche|mot de passe oublié|nous contacter|mentions légales|créer un compte",
    "es": r"(?:tu |mi )?(?:carrito|cesta)|iniciar sesión|mi cuenta|resultados de (?:la )?búsqueda|finalizar compra|lista de deseos|contacto|aviso legal|crear (?:una )?cuenta",
    "it": r"(?:il tuo )?carrello|accedi|il mio account|risultati (?:della )?ricerca|lista dei desideri|contatti|privacy|registrati",
    "nl": r"winkel(?:wagen|mand(?:je)?)|inloggen|mijn account|zoekresultaten|afrekenen|verlanglijst|contact|algemene voorwaarden|registreren",
    "pt": r"(?:meu |seu )?carrinho|entrar|iniciar sessão|minha conta|resultados (?:da|de) (?:busca|pesquisa)|lista de desejos|contato|contacto|política de privacidade",
    "pl": r"(?:twój )?koszyk|zaloguj|logowanie|moje konto|wyniki wyszukiwania|rejestracja|kontakt|regulamin|polityka prywatności|ulubione",
    "cs sk": r"(?:nákupní |nákupný )?koší[kc]|přihlášení|prihlásenie|můj účet|môj účet|výsledky (?:vyhledávání|vyhľadávania)|registrace|registrácia|kontakt|obchodní podmínky|obchodné podmienky",
    "sv da nb fi": r"varukorg|kundvagn|handlekurv|indkøbskurv|ostoskori|logga in|log ind|logg inn|kirjaudu|mitt konto|min konto|sökresultat|søgeresultat|søkeresultat|kassa",
    "hu ro tr": r"kosár|bejelentkezés|regisztráció|keresési (?:eredmény|találat)|coș(?:ul)? (?:de|meu|tău)|autentificare|contul meu|rezultate(?:le)? căutării|sepetim|giriş yap|üye ol|arama sonuçları",
    "ru uk bg": r"корзина|кошик|количка|вход|вхід|авторизация|регистрация|реєстрація|личный кабинет|результаты поиска|результати пошуку|оформление заказа|избранное|контакты",
    "el sl hr": r"(?:το )?καλάθι|σύνδεση|εγγραφή|αποτελέσματα αναζήτησης|košarica|prijava|registracija|rezultati (?:iskanja|pretrage)",
    "ja ko zh": r"ログイン|カート|会員登録|検索結果|マイページ|お問い合わせ|로그인|장바구니|회원가입|검색 ?결과|登录|登入|购物车|購物車|注册|註冊|搜索结果|搜尋結果",
}
# A line that counts what a category or a search holds.
COUNTED = {
    "en": r"showing (?:all|the single|\d).{0,40}|\d+ (?:products?|items?|results?)(?: found)?|viewing \d+.{0,20}",
    "de": r"\d+ (?:artikel|produkte?|ergebnisse?|treffer)(?: gefunden)?|artikel \d+ ?[-–] ?\d+ von \d+",
    "fr": r"\d+ (?:produits?|articles?|résultats?)|il y a \d+ produits?\.?",
    "es pt it": r"\d+ (?:productos?|artículos?|resultados?|produtos?|prodott[oi]|risultat[oi]|articol[oi])",
    "nl": r"\d+ (?:producten|product|artikelen|resultaten|resultaat)",
    "pl cs sk": r"\d+ (?:produkt\w*|wynik\w*|polož\w*|výrobk\w*|zboží)|(?:liczba produktów|produktów|položek celkem):? \d+",
    "sv da nb fi": r"\d+ (?:produkter|produkt|varor|varer|vare|artiklar|träffar|treff|tuotetta|tuote)",
    "hu ro tr": r"\d+ (?:termék|találat|produse|produs|rezultate|ürün)",
    "ru uk": r"\d+ (?:товар\w*|результат\w*)|(?:найдено|знайдено):? \d+.{0,12}|товаров: \d+",
    "ja ko zh": r"\d+ ?(?:件|点|개의? ?상품|件商品|个商品)",
}
QUANTITY = r"qty|quantit|anzahl|menge|amount|cantidad|quantidade|ilosc|mnozstvi|antal|aantal|količina|kolicina|количество|adet|miktar"
